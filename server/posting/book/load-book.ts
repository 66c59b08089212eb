/**
 * The rows of one batch as a book (shared/posting/book/book.ts), locked: owners first, then leases by id. What was not
 * loaded must not be read, so a batch of plain sales loads nothing but balances.
 */
import { sql, type Transaction } from 'kysely';
import type { CompanyId, EffectId, IntentId, LeaseId, OwnerId } from '../../../shared/kernel/ids.ts';
import type { Lease } from '../../../shared/lease/lease.ts';
import {
  availableAccount,
  leasedAccount,
  pendingAccount,
  receivableAccount,
} from '../../../shared/posting/book/accounts.ts';
import type { Intent, PostedEffect } from '../../../shared/posting/book/book.ts';
import { balanceKey } from '../../../shared/posting/book/movement.ts';
import type { Database } from '../../db/tables.ts';
import { textArray } from '../../db/text-array.ts';
import type { BookRows } from './book-of-rows.ts';
import { loadEffects, loadUndone } from './load-effects.ts';
import { findLeases, findOpenOf, findSpends, loadIntents, lockLeases } from './load-leases.ts';
import { loadEnded, loadIdleLots, loadSlices } from './load-lots.ts';
import { type LockedOwners, lockOwners } from './lock-owners.ts';
import type { Needs } from './needs.ts';

type Trx = Transaction<Database>;

export type Loading = {
  readonly needs: Needs;
  /** Whose owners count; null: of any company. */
  readonly company: CompanyId | null;
  /** False where no programme ends lots by inactivity. */
  readonly idleLots: boolean;
};

export type LoadedRows = BookRows & { readonly locked: LockedOwners };

export async function loadRows(trx: Trx, { needs, company, idleLots }: Loading): Promise<LoadedRows> {
  const before = await lookAhead(trx, needs);
  for (const { owner } of before.effects.values()) {
    needs.lotOwners.add(owner);
    needs.leaseOwners.add(owner);
  }
  // A visit after another movement of the same batch asks where what it keeps alive lies by then.
  if (idleLots) for (const visitor of needs.visitors) needs.lotOwners.add(visitor);
  const owners = new Set([...needs.owners, ...needs.newCards, ...before.owners]);
  const locked = await lockOwners(trx, { owners, newCards: needs.newCards, company });
  const known = new Set<OwnerId>([...locked.members.keys(), ...locked.cards]);
  const leases = await loadLeases(trx, needs, { before, idleLots });
  const { intents, effects } = await loadSpends(trx, needs, before);
  const leasedAccounts = [...leases.keys()].map(leasedAccount);
  const ownerAccounts = [...owners].flatMap((owner) => [
    availableAccount(owner),
    pendingAccount(owner),
    receivableAccount(owner),
  ]);
  return {
    locked,
    known,
    owners,
    lotOwners: needs.lotOwners,
    balances: await loadBalances(trx, [...ownerAccounts, ...leasedAccounts]),
    slices: await loadSlices(trx, [...lotAccounts(needs.lotOwners), ...leasedAccounts]),
    idleLots: idleLots ? await loadIdleLots(trx, [...lotAccounts(needs.visitors), ...leasedAccounts]) : [],
    ended: await loadEnded(trx, [...needs.endable]),
    posted: await loadPosted(trx, needs),
    leases,
    intents,
    effects,
  };
}

const lotAccounts = (owners: Iterable<OwnerId>): readonly string[] =>
  [...owners].flatMap((owner) => [availableAccount(owner), pendingAccount(owner)]);

/** Read before anything is locked: only whose they are is believed, and that never changes. */
type Ahead = {
  readonly leases: readonly LeaseId[];
  readonly intents: ReadonlyMap<IntentId, Intent>;
  readonly effects: ReadonlyMap<EffectId, PostedEffect>;
  readonly owners: ReadonlySet<OwnerId>;
};

async function lookAhead(trx: Trx, needs: Needs): Promise<Ahead> {
  const leases = await findLeases(trx, needs);
  const intents = await loadIntents(trx, [...needs.intents]);
  const spends = await findSpends(
    trx,
    [...intents.values()].flatMap(({ entries }) => entries),
  );
  const effects = await loadEffects(trx, [...new Set([...needs.effects, ...spends])]);
  const owners = [...leases, ...intents.values(), ...effects.values()].map(({ owner }) => owner);
  return { leases: leases.map(({ id }) => id), intents, effects, owners: new Set(owners) };
}

async function loadLeases(
  trx: Trx,
  needs: Needs,
  { before, idleLots }: { readonly before: Ahead; readonly idleLots: boolean },
): Promise<ReadonlyMap<LeaseId, Lease>> {
  const owners = idleLots ? new Set([...needs.leaseOwners, ...needs.visitors]) : needs.leaseOwners;
  const open = await findOpenOf(trx, [...owners]);
  return lockLeases(trx, [...new Set([...before.leases, ...open.map(({ id }) => id)])]);
}

/**
 * What was looked at ahead must still be so: an entry of another till may have carried the same intent meanwhile, or have
 * been the one that is taken back here.
 */
async function loadSpends(
  trx: Trx,
  needs: Needs,
  before: Ahead,
): Promise<Pick<BookRows, 'intents' | 'effects'>> {
  const intents = await loadIntents(trx, [...needs.intents]);
  for (const [id, { entries }] of intents)
    if (entries.length !== before.intents.get(id)?.entries.length) throw new LostRace();
  const unknown = [...needs.effects].filter((id) => !before.effects.has(id));
  if ((await loadEffects(trx, unknown)).size > 0) throw new LostRace();
  const undone = await loadUndone(trx, [...before.effects.keys()]);
  const effects = new Map(
    [...before.effects].map(([id, effect]) => [id, { ...effect, undone: undone.get(id) ?? 0 }]),
  );
  return { intents, effects };
}

/** As if the database had found it: the transaction is done again. */
class LostRace extends Error {
  readonly code = '40001';
  constructor() {
    super('what a batch leans on was posted while it was looked at');
  }
}

async function loadBalances(trx: Trx, accounts: readonly string[]): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await trx
    .selectFrom('account')
    .select(['id', 'asset', 'balance'])
    .where(sql<boolean>`id = ANY(${textArray(accounts)}::text[])`)
    .execute();
  return new Map(rows.map((row) => [balanceKey(row.id, row.asset), row.balance]));
}

async function loadPosted(trx: Trx, { entries, refs }: Needs): Promise<ReadonlySet<string>> {
  const posted = new Set<string>();
  const read = async (ids: ReadonlySet<string>, kinds: readonly string[]): Promise<void> => {
    if (ids.size === 0) return;
    const { rows } = await sql<{ ref: string }>`
      SELECT ref FROM hq_log WHERE kind IN (${sql.join(kinds.map((kind) => sql.lit(kind)))})
        AND ref = ANY(${textArray([...ids])}::text[])`.execute(trx);
    for (const { ref } of rows) posted.add(ref);
  };
  await read(entries, ['ENTRY', 'OPENING']);
  await read(refs, OWN_KINDS);
  return posted;
}

/** Kinds whose `ref` names one record for ever (index hq_log_own_once). */
const OWN_KINDS = ['GRANT', 'GUARANTEE', 'WRITE_OFF', 'DUE', 'ADJUST', 'RESOLVE'];
