/** What the till's screens ask of the databases: exact look-ups, and to be told when something they show has moved. */
import type { RxDocument } from 'rxdb';
import type { Product } from '../../shared/catalog/product.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { OwnEffect } from '../../shared/ledger/shown-balance.ts';
import type { MemberRow } from '../../shared/loyalty/member.ts';
import type { Programme } from '../../shared/loyalty/programme.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import { closeDatabases, type Databases } from './databases.ts';
import { followFeeds } from './follow-feeds.ts';
import { followJournal } from './follow-journal.ts';
import type { MemberDocument } from './schemas.ts';

/** A member with what this till did to their balance. */
export type MemberHere = { readonly row: MemberRow; readonly own: readonly OwnEffect[] };
type Unwatch = () => void;

export type TillStore = {
  readonly productByCode: (code: string) => Promise<Product | null>;
  readonly memberByCard: (cardNumber: string) => Promise<MemberRow | null>;
  readonly memberByPhone: (phoneHmac: string) => Promise<MemberRow | null>;
  readonly watchMember: (id: MemberId, listener: (member: MemberHere | null) => void) => Unwatch;
  readonly watchProgrammes: (listener: (programmes: readonly Programme[]) => void) => Unwatch;
  readonly watchStaff: (listener: (staff: readonly Cashier[]) => void) => Unwatch;
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
  const moves = new Set<() => void>();
  const journal = followJournal(bridge, databases.till, () => {
    for (const moved of moves) moved();
  });
  const feeds = followFeeds(bridge, databases.cache, onLost);

  return {
    productByCode: async (code) => plain(await products.findOne({ selector: { code } }).exec()),
    memberByCard: async (cardNumber) => memberRow(await members.findOne({ selector: { cardNumber } }).exec()),
    memberByPhone: async (phoneHmac) => memberRow(await members.findOne({ selector: { phoneHmac } }).exec()),
    watchMember: (id, listener) => watchMember(databases, moves, id, listener),
    watchProgrammes: (listener) =>
      watch(programmes.find().$, (documents) =>
        listener(documents.map((each) => each.toMutableJSON().programme)),
      ),
    watchStaff: (listener) =>
      watch(staff.find().$, (documents) => listener(documents.map((each) => each.toMutableJSON()))),
    refresh: feeds.refresh,
    journalCaughtUp: journal.caughtUp,
    stop: async () => {
      journal.stop();
      await feeds.stop();
      await closeDatabases(databases);
    },
  };
}

function watchMember(
  databases: Databases,
  moves: Set<() => void>,
  id: MemberId,
  listener: (member: MemberHere | null) => void,
): Unwatch {
  let row: MemberRow | null = null;
  let watching = true;
  const tell = async (): Promise<void> => {
    const seen = row;
    const own = seen ? await ownEffects(databases, id) : [];
    if (watching && seen === row) listener(seen && { row: seen, own });
  };
  const unwatch = watch(databases.cache.members.findOne(id).$, (document) => {
    row = memberRow(document);
    void tell();
  });
  const moved = (): void => void tell();
  moves.add(moved);
  return () => {
    watching = false;
    moves.delete(moved);
    unwatch();
  };
}

async function ownEffects({ till }: Databases, memberId: MemberId): Promise<readonly OwnEffect[]> {
  const entries = await till.entries.find({ selector: { memberId } }).exec();
  return entries.flatMap(({ parts, logIndex }) =>
    parts.map(({ effect, asset, amount }) => ({ effect, asset, amount, logIndex: logIndex ?? null })),
  );
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
