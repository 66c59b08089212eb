/**
 * SEG-2: what is verified before a till opens. The last checkpoint vouches for what stands before it by its own
 * signature; after it everything is recomputed. So opening takes as long after a year as after a day.
 */
import type { DatabaseSync } from 'node:sqlite';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { initialTillState } from '../../../shared/shift/till-state.ts';
import { signatureHolds } from '../../keys/ed25519.ts';
import { type HqState, readHqState } from '../hq-state.ts';
import { JOURNAL_SCHEMA } from '../journal-schema.ts';
import { readTipMemory } from '../tip-memory.ts';
import {
  type ChainDamage,
  type ChainOwner,
  damage,
  type EntryRow,
  type VerifiedChain,
  verifyRow,
} from '../verify-chain.ts';
import { type FileStart, fileStart } from './file-start.ts';
import { trustedCheckpoint } from './trusted-checkpoint.ts';

export type OpenedChain = VerifiedChain & {
  readonly start: FileStart;
  readonly hq: HqState;
  readonly lastCheckpointSeq: number;
};

export function checkAtOpening(
  db: DatabaseSync,
  { owner, tipPath }: { owner: ChainOwner; tipPath: string },
): Result<OpenedChain, ChainDamage> {
  if (!isOf(db, owner)) return damage(0, 'the file is not of this till');
  const start = fileStart(db, owner);
  const chain = chainFromCheckpoint(db, { owner, start });
  if (!chain.ok) return chain;
  const { tip, state, lastCheckpointSeq } = chain.value;
  const forgotten = tipForgotten(db, { owner, tipPath, seq: tip.seq });
  if (forgotten !== null) return damage(forgotten.seq, forgotten.what);
  const hq = readHqState(db);
  return hq === null
    ? damage(tip.seq, 'what HQ said last')
    : ok({ tip, state, start, hq, lastCheckpointSeq });
}

export function isOf(db: DatabaseSync, owner: ChainOwner): boolean {
  const row = db.prepare('SELECT schema, till, epoch, public_key AS publicKey FROM owner').get();
  const mine =
    row?.['till'] === owner.till && row['epoch'] === owner.epoch && row['publicKey'] === owner.publicKey;
  const schema = row?.['schema'];
  return mine && typeof schema === 'number' && schema >= 1 && schema <= JOURNAL_SCHEMA;
}

type FromCheckpoint = VerifiedChain & { readonly lastCheckpointSeq: number };

function chainFromCheckpoint(
  db: DatabaseSync,
  { owner, start }: { owner: ChainOwner; start: FileStart },
): Result<FromCheckpoint, ChainDamage> {
  const row = db.prepare(LAST_CHECKPOINT).get() as EntryRow | undefined;
  if (row === undefined && start.tip.seq > 0) return damage(start.tip.seq + 1, 'checkpoint');
  const trusted = row === undefined ? null : trustedCheckpoint(row, owner);
  if (trusted?.ok === false) return trusted;
  let chain: VerifiedChain = trusted?.value ?? { tip: start.tip, state: initialTillState };
  const lastCheckpointSeq = chain.tip.seq;
  let last: EntryRow | null = null;
  for (const next of db.prepare(ENTRIES_AFTER).iterate(lastCheckpointSeq) as Iterable<EntryRow>) {
    const verified = verifyRow(chain, next);
    if (!verified.ok) return verified;
    chain = verified.value;
    last = next;
  }
  if (last && !signatureHolds({ publicKey: owner.publicKey, hash: last.hash, sig: last.sig }))
    return damage(last.seq, 'signature');
  return ok({ ...chain, lastCheckpointSeq });
}

/** The memory of another epoch, or of a place that a closed segment holds, says nothing about this file. */
function tipForgotten(
  db: DatabaseSync,
  { owner, tipPath, seq }: { owner: ChainOwner; tipPath: string; seq: number },
): ChainDamage | null {
  const told = readTipMemory(tipPath);
  if (told === null || told.till !== owner.till || told.epoch !== owner.epoch) return null;
  if (told.seq > seq) return { seq: told.seq, what: 'missing' };
  const kept = db.prepare('SELECT hash FROM entry WHERE seq = ?').get(told.seq)?.['hash'];
  return kept === undefined || kept === told.hash ? null : { seq: told.seq, what: 'another history' };
}

const COLUMNS = 'seq, id, kind, head, hash, sig, body';
const LAST_CHECKPOINT = `SELECT ${COLUMNS} FROM entry WHERE kind = 'CHECKPOINT' ORDER BY seq DESC LIMIT 1`;
const ENTRIES_AFTER = `SELECT ${COLUMNS} FROM entry WHERE seq > ? ORDER BY seq`;
