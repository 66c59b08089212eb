/**
 * The commit point (R1): the entry is flushed, and only then does anybody hear of it. The power may fail before the
 * flush, and between the flush and the receipt.
 */
import type { EffectId, EntryId, MemberId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { ENTRY_VERSION, type EntryHead, type EntryKind, type EntryPart } from '../../shared/ledger/entry.ts';
import type { Sim } from '../sim.ts';
import { dateOf } from '../world/calendar.ts';
import { fastHash } from '../world/hash.ts';
import { flush } from './disk.ts';
import { type SimEntry, sealEntry } from './entry.ts';
import { nextAtMs, type Till, wallMs } from './till.ts';

export type Draft = {
  readonly kind: EntryKind;
  readonly body: EntryBody;
  readonly id?: EntryId;
  readonly member?: MemberId | null;
  readonly parts?: readonly EntryPart[];
};

/**
 * True once the entry is durable and the till still stands. `print` hands the receipt over: what the customer has then,
 * nobody may lose.
 */
export function append(sim: Sim, till: Till, draft: Draft, print?: (entry: SimEntry) => void): boolean {
  const { protocol, random, swarm, tally } = sim;
  const entry = nextEntry(sim, till, draft);
  till.disk.unflushed = entry;
  sim.trace.note(`${till.id}.${draft.kind}`, entry.hash);
  if (!protocol.shell.printsAfterFlush) print?.(entry);
  const fails = !sim.healed() && !till.stolen && random.chance(swarm.till.crashInCommit);
  if (fails && random.chance(0.5)) {
    sim.cutPower(till, null);
    return false;
  }
  flush(till.disk);
  follow(sim, till, entry);
  if (fails && print) {
    tally.count('crash between flush and receipt');
    sim.cutPower(till, entry);
    return false;
  }
  if (protocol.shell.printsAfterFlush) print?.(entry);
  return true;
}

/** The till's state is a fold of its chain, and of nothing else. */
export function follow(sim: Sim, till: Till, { head, hash, body }: SimEntry): void {
  till.tip = { ...till.tip, seq: head.seq, hash, atMs: head.atMs };
  till.rights = sim.protocol.foldRights(till.rights, head, body);
  for (const { ref, amount } of head.parts) {
    if (ref === undefined) continue;
    const effect = ref as EffectId;
    till.undone.set(effect, (till.undone.get(effect) ?? 0) + amount);
  }
  for (const [lease, { grant }] of till.grants) if (grant.expiresAtMs <= head.atMs) till.grants.delete(lease);
}

function nextEntry(sim: Sim, till: Till, draft: Draft): SimEntry {
  const wall = wallMs(sim, till);
  const { member, parts = [], kind, body } = draft;
  const id = draft.id ?? (sim.newId('entry') as EntryId);
  const head: EntryHead = {
    v: ENTRY_VERSION,
    kind,
    till: till.id,
    epoch: till.tip.epoch,
    seq: till.tip.seq + 1,
    prev: till.tip.hash,
    id,
    shift: null,
    cashier: null,
    ...(member ? { member } : {}),
    parts,
    totals: null,
    programme: null,
    bodyHash: fastHash(id),
    atMs: nextAtMs(sim, till),
    wallMs: wall,
    businessDate: dateOf(wall),
    hq: { logIndex: till.hqWord.logIndex, timeMs: till.hqWord.timeMs as EpochMs },
  };
  return sealEntry(head, body);
}
