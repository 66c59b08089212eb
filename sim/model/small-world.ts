/**
 * The smallest world in which the protocol can go wrong: one member with ten points, two tills, one lease granted ahead
 * and one for an intent. Every message that was ever sent may arrive at any time and again; power fails at every commit.
 */
import type { EntryId, IntentId, LeaseId, MemberId, StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import { NO_RIGHTS, type TillRights } from '../../shared/lease/rights.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { ENTRY_VERSION, type EntryPart } from '../../shared/ledger/entry.ts';
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import { createLedgerAudit } from '../check/ledger-audit.ts';
import { type HqChain, openChain } from '../hq/hq-state.ts';
import { type Ledger, openLedger } from '../hq/ledger.ts';
import { postedEntry } from '../hq/posted-entry.ts';
import { sorted } from '../hq/sorted.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { genesisTip } from '../till/disk.ts';
import { type SimEntry, sealEntry } from '../till/entry.ts';
import { dateOf, HOUR_MS, START_MS } from '../world/calendar.ts';
import { createTally } from '../world/tally.ts';

export const TILLS = ['till-a', 'till-b'] as const;
export type ModelTillId = (typeof TILLS)[number];

export const OWNER = 'member' as MemberId;
export const ASSET = 'points' as const;
const BALANCE = 10;
/** More than half, so that two spends never fit. */
export const PRICE = 6;
const END_MS = START_MS + HOUR_MS;
const STORE = 'store' as StoreId;

export type ModelTill = {
  readonly id: TillId;
  readonly chain: HqChain;
  records: SimEntry[];
  tip: ChainTip;
  rights: TillRights;
  grants: Map<LeaseId, Granted>;
};

export type Granted = { readonly grant: LeaseGrant; readonly document: string };

export type SmallWorld = {
  readonly protocol: Protocol;
  readonly ledger: Ledger;
  readonly tills: Readonly<Record<ModelTillId, ModelTill>>;
  /** Every grant that HQ ever sent. */
  readonly sent: Map<LeaseId, Granted>;
  /** Customers who have goods and paper. */
  readonly receipts: Set<EntryId>;
  isLate: boolean;
};

export function openWorld(protocol: Protocol): SmallWorld {
  const excuses = { rolledBack: false, destroyed: false, forged: false, writtenOff: false };
  const ledger = openLedger(protocol, createLedgerAudit({ excuses, tally: createTally() }));
  const atMs = START_MS as EpochMs;
  const today = dateOf(START_MS);
  ledger.post({ kind: 'OPENING', ref: 'opening', owner: OWNER, asset: ASSET, amount: BALANCE, atMs, today });
  return {
    protocol,
    ledger,
    tills: { 'till-a': openTill('till-a'), 'till-b': openTill('till-b') },
    sent: new Map(),
    receipts: new Set(),
    isLate: false,
  };
}

const openTill = (name: ModelTillId): ModelTill => {
  const id = name as unknown as TillId;
  return {
    id,
    chain: openChain(id, 1),
    records: [],
    tip: genesisTip(id, 1),
    rights: NO_RIGHTS,
    grants: new Map(),
  };
};

export const nowMs = ({ isLate }: SmallWorld): EpochMs => (isLate ? END_MS + 1 : START_MS) as EpochMs;

export type ModelDraft = {
  readonly body: EntryBody;
  readonly parts?: readonly EntryPart[];
  /** The power fails before the flush, or after it and before the paper. */
  readonly fails?: 'before' | 'after';
};

/** Writes one entry; true when the customer has paper. */
export function write(world: SmallWorld, till: ModelTill, { body, parts = [], fails }: ModelDraft): boolean {
  if (fails === 'before') {
    restart(world, till);
    return false;
  }
  const { kind } = body;
  const atMs = world.protocol.chainTimeMs({
    wallMs: nowMs(world),
    lastAtMs: till.tip.atMs,
    hqTimeMs: 0 as EpochMs,
  });
  const seq = till.tip.seq + 1;
  const entry = sealEntry(
    {
      v: ENTRY_VERSION,
      kind,
      till: till.id,
      epoch: 1,
      seq,
      prev: till.tip.hash,
      id: `${till.id}/${seq}` as EntryId,
      shift: null,
      cashier: null,
      ...(parts.length > 0 ? { member: OWNER } : {}),
      parts,
      totals: null,
      programme: null,
      bodyHash: '',
      atMs,
      wallMs: nowMs(world),
      businessDate: dateOf(atMs),
      hq: { logIndex: 0, timeMs: 0 as EpochMs },
    },
    body,
  );
  till.records.push(entry);
  follow(world, till, entry);
  if (fails === 'after') restart(world, till);
  else if (kind === 'SALE') world.receipts.add(entry.head.id);
  return fails === undefined;
}

function follow({ protocol }: SmallWorld, till: ModelTill, { head, body, hash }: SimEntry): void {
  till.tip = { ...till.tip, seq: head.seq, hash, atMs: head.atMs };
  till.rights = protocol.foldRights(till.rights, head, body);
}

export function restart(world: SmallWorld, till: ModelTill): void {
  till.rights = NO_RIGHTS;
  till.tip = genesisTip(till.id, 1);
  for (const entry of till.records) follow(world, till, entry);
  for (const { intent, owner } of world.protocol.intentsToAbandon(till.rights, { keep: null }))
    write(world, till, { body: { kind: 'ABANDON', intent, owner } });
}

/** One entry arrives at HQ: the first time, again, or too early. */
export function arrive({ protocol, ledger }: SmallWorld, till: ModelTill, entry: SimEntry): void {
  const { accepted, tip } = sorted({ protocol }, till.chain, { mode: 'open', entries: [entry] });
  const terms = { swarm: { lots: {}, shortfall: 'receivable' as const, minimumDaysLeft: 30 } };
  for (const each of accepted) {
    till.chain.hashes.set(each.head.seq, each.hash);
    ledger.post({
      kind: 'ENTRY',
      entry: postedEntry(terms, each, STORE),
      via: 'chain',
      suspended: false,
    });
  }
  till.chain.tip = tip;
}

export type ModelGrant = { readonly till: ModelTill; readonly intent: IntentId | null };

/** HQ grants, and its message may arrive whenever it likes. */
export function grantAt(world: SmallWorld, { till, intent }: ModelGrant): void {
  const lease = `lease-${till.id}-${intent ?? 'ahead'}` as LeaseId;
  const holder = { till: till.id, epoch: 1 };
  const expiresAtMs = END_MS as EpochMs;
  const amount = intent === null ? BALANCE : PRICE;
  const of = { lease, owner: OWNER, asset: ASSET, amount, holder, expiresAtMs, intent } as const;
  const { leases } = world.ledger.post({ kind: 'GRANT', store: STORE, today: dateOf(nowMs(world)), ...of });
  if (!leases.some(({ id }) => id === lease)) return;
  const lots = world.ledger.book
    .slices(leasedAccount(lease), ASSET)
    .map((slice) => ({ lot: slice.lot.id, amount: slice.remaining, endsAtMs: null }));
  const grant: LeaseGrant = { ...of, logIndex: 1, lots, grantedAtMs: START_MS as EpochMs };
  world.sent.set(lease, { grant, document: JSON.stringify(grant) });
}
