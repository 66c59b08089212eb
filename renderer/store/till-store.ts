/** What the till's screens ask of the databases: exact look-ups, and to be told when something they show has moved. */
import type { RxDocument } from 'rxdb';
import type { Product } from '../../shared/catalog/product.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { MemberId, ProductId } from '../../shared/kernel/ids.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import { closeDatabases, type Databases } from './databases.ts';
import { followFeeds } from './follow-feeds.ts';
import { followJournal } from './follow-journal.ts';
import { createGate } from './gate.ts';
import { type Loads, noLoads } from './loads.ts';
import { type AtHq, memberAtHq } from './member-at-hq.ts';
import { type MemberHere, memberHere, watchMember } from './member-here.ts';
import type { MemberDocument } from './schemas.ts';

type Unwatch = () => void;

export type TillStore = {
  readonly productByCode: (code: string) => Promise<Product | null>;
  readonly productById: (id: ProductId) => Promise<Product | null>;
  readonly memberByCard: (cardNumber: string) => Promise<MemberRow | null>;
  readonly memberByPhone: (phoneHmac: string) => Promise<MemberRow | null>;
  /** Asks HQ, for as long as a cashier may wait, and keeps the member here. */
  readonly memberAtHq: (cardNumber: string) => Promise<AtHq>;
  /** With what this till did to them that the row does not contain; null when main could not say. */
  readonly memberHere: (row: MemberRow) => Promise<MemberHere | null>;
  readonly watchMember: (id: MemberId, listener: (member: MemberHere | null) => void) => Unwatch;
  readonly watchProgrammes: (listener: (programmes: readonly Programme[]) => void) => Unwatch;
  readonly watchStaff: (listener: (staff: readonly Cashier[]) => void) => Unwatch;
  readonly loads: { readonly get: () => Loads; readonly watch: (listener: () => void) => Unwatch };
  /** False shuts the way to the disk for everything here: look-ups go on, nothing is written (LOD-6). */
  readonly setWriting: (isAllowed: boolean) => void;
  readonly refresh: (collection: CollectionName) => void;
  readonly journalCaughtUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export function openTillStore(
  bridge: PunctaBridge,
  databases: Databases,
  onLost: () => void = () => undefined,
): TillStore {
  const { products, members, programmes, staff } = databases.cache;
  const moves = listeners();
  const loadMoves = listeners();
  let loads = noLoads;
  const gate = createGate();
  const journal = followJournal({ bridge, collections: databases.till, gate, onChange: moves.tell });
  const feeds = followFeeds({
    bridge,
    collections: databases.cache,
    gate,
    onLoad: (name, load) => {
      loads = { ...loads, [name]: load };
      loadMoves.tell();
    },
    onLost,
  });

  return {
    productByCode: async (code) => plain(await products.findOne({ selector: { code } }).exec()),
    productById: async (id) => plain(await products.findOne(id).exec()),
    memberByCard: async (cardNumber) => memberRow(await members.findOne({ selector: { cardNumber } }).exec()),
    memberByPhone: async (phoneHmac) => memberRow(await members.findOne({ selector: { phoneHmac } }).exec()),
    memberAtHq: (cardNumber) => memberAtHq({ bridge, members, gate }, cardNumber),
    memberHere: (row) => memberHere(bridge, row),
    watchMember: (id, listener) =>
      watchMember({
        bridge,
        listener,
        watchRow: (tell) => watch(members.findOne(id).$, (document) => tell(memberRow(document))),
        watchJournal: moves.add,
      }),
    watchProgrammes: (listener) =>
      watch(programmes.find().$, (documents) =>
        listener(documents.map((each) => each.toMutableJSON().programme)),
      ),
    watchStaff: (listener) =>
      watch(staff.find().$, (documents) => listener(documents.map((each) => each.toMutableJSON()))),
    loads: { get: () => loads, watch: loadMoves.add },
    setWriting: gate.set,
    refresh: feeds.refresh,
    journalCaughtUp: journal.caughtUp,
    stop: async () => {
      journal.stop();
      await feeds.stop();
      await closeDatabases(databases);
    },
  };
}

/** The row as it is signed: the hashes by which it was found stay here. */
function memberRow(document: RxDocument<MemberDocument> | null): MemberRow | null {
  if (!document) return null;
  const { phoneHmac: _phone, phoneLast6Hmac: _last6, ...row } = document.toMutableJSON();
  return row;
}

const plain = <T>(document: RxDocument<T> | null): T | null => document && document.toMutableJSON();

function watch<T>(
  source: { subscribe: (next: (value: T) => void) => { unsubscribe: () => void } },
  listener: (value: T) => void,
): Unwatch {
  const subscription = source.subscribe(listener);
  return () => subscription.unsubscribe();
}

type Listeners = { readonly tell: () => void; readonly add: (listener: () => void) => Unwatch };

function listeners(): Listeners {
  const all = new Set<() => void>();
  return {
    tell: () => {
      for (const listener of [...all]) listener();
    },
    add: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
  };
}
