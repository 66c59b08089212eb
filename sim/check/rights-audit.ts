/**
 * I5, I6, R13 and the till's half of L2, read from a finished chain with nothing but the protocol's sentences: what was
 * spent from a lease, when, and how each intent ended.
 */
import type { IntentId, LeaseId } from '../../shared/kernel/ids.ts';
import { NO_RIGHTS } from '../../shared/lease/rights.ts';
import type { Ledger } from '../hq/ledger.ts';
import type { Core } from '../sim.ts';
import type { SimEntry } from '../till/entry.ts';
import type { Till } from '../till/till.ts';
import { hold } from './violation.ts';

export type RightsAudit = {
  /** The chain as it stands is over: at the end of the run, of an epoch, or because its disk is set back. */
  readonly archive: (till: Till) => void;
  /** As above, and no basket is open any more: every intent has found its end. */
  readonly finish: (till: Till) => void;
};

type Folded = {
  readonly spent: Map<LeaseId, number>;
  /** Leases that were given back. */
  readonly released: Set<LeaseId>;
  /** How an intent ended; `open` until then. */
  readonly intents: Map<IntentId, 'open' | 'sold' | 'abandoned'>;
};

export function createRightsAudit(core: Core, ledger: Ledger): RightsAudit {
  const archive = (till: Till): Folded => {
    const folded: Folded = { spent: new Map(), released: new Set(), intents: new Map() };
    if (till.stolen) return folded;
    for (const entry of till.disk.records) look(folded, entry, ledger);
    checkProjection(core, till);
    return folded;
  };
  return {
    archive: (till) => void archive(till),
    finish: (till) => {
      for (const [intent, state] of archive(till).intents)
        hold(state !== 'open', 'R13', () => `${till.id}: intent ${intent} has found no end`);
    },
  };
}

function look(folded: Folded, { head, body }: SimEntry, ledger: Ledger): void {
  if (body.kind === 'INTENT') folded.intents.set(body.intent, 'open');
  if (body.kind === 'RELEASE') for (const { lease } of body.leases) folded.released.add(lease);
  if (body.kind === 'ABANDON') end(folded, body.intent, 'abandoned');
  if (head.kind !== 'SALE') return;
  const carried = new Set(head.parts.flatMap(({ intent }) => intent ?? []));
  for (const { effect, lease, amount } of head.parts)
    if (effect === 'REDEEM') spend(folded, ledger, { entry: head.id, lease, amount, atMs: head.atMs });
  for (const intent of carried) end(folded, intent, 'sold');
}

function end({ intents }: Folded, intent: IntentId, state: 'sold' | 'abandoned'): void {
  const before = intents.get(intent);
  hold(before === 'open', 'R13', () => `intent ${intent} ends ${state} after ${before ?? 'nothing'}`);
  intents.set(intent, state);
}

type Spent = { entry: string; lease: LeaseId | undefined; amount: number; atMs: number };

function spend(folded: Folded, { book }: Ledger, { entry, lease: id, amount, atMs }: Spent): void {
  hold(id !== undefined, 'I5', () => `${entry} spends without a lease`);
  const lease = book.lease(id);
  hold(lease !== null, 'I5', () => `${entry} spends from ${id}, which HQ never gave`);
  const total = (folded.spent.get(id) ?? 0) + amount;
  folded.spent.set(id, total);
  hold(total <= lease.amount, 'I5', () => `${total} spent from ${id} over ${lease.amount}`);
  hold(atMs < lease.expiresAtMs, 'I6', () => `${entry} spends from ${id} after its end`);
  hold(!folded.released.has(id), 'I6', () => `${entry} spends from ${id}, which was given back`);
  const { intent } = lease;
  hold(
    intent === null || folded.intents.get(intent) === 'open',
    'I6',
    () => `${entry} spends from ${id} after the end of its intent`,
  );
}

function checkProjection({ protocol }: Core, till: Till): void {
  let rights = NO_RIGHTS;
  for (const { head, body } of till.disk.records) rights = protocol.foldRights(rights, head, body);
  hold(JSON.stringify(rights) === JSON.stringify(till.rights), 'L2', () => `${till.id}: rights are no fold`);
}
