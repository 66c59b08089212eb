/**
 * SEG-2: one file of the journal, read from its first entry to its last: the chain, the fold, and that whatever stands
 * beside an entry is what belongs to it. SQLite's own check of pages runs for the tables beside; the pages of entries
 * are covered by reading every entry back.
 */
import type { DatabaseSync } from 'node:sqlite';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import type { EntryBody } from '../../../shared/ledger/body.ts';
import { stateDocument } from '../../../shared/shift/state-document.ts';
import { initialTillState } from '../../../shared/shift/till-state.ts';
import { type SigningKey, signatureHolds } from '../../keys/ed25519.ts';
import {
  type ChainDamage,
  type ChainOwner,
  type EntryRow,
  type VerifiedChain,
  verifyRow,
} from '../verify-chain.ts';
import { besideEntry } from './beside-entry.ts';
import type { FileStart } from './file-start.ts';
import type { Steps } from './steps.ts';
import { verifyRevisions, verifySchema, verifyTablesBeside } from './verify-tables.ts';

export type FileToVerify = {
  /** Whether an entry's signature is the one that its hash was given. */
  readonly isSigned: IsSigned;
  readonly start: FileStart;
  readonly uptoSeq: number;
};

export type IsSigned = (row: Pick<EntryRow, 'hash' | 'sig'>) => boolean;

/** The same hash signed again gives the same signature, in a quarter of the time that verifying takes. */
export const signedBy =
  (key: SigningKey): IsSigned =>
  ({ hash, sig }) =>
    key.signHash(hash) === sig;

export const signedUnder =
  ({ publicKey }: ChainOwner): IsSigned =>
  ({ hash, sig }) =>
    signatureHolds({ publicKey, hash, sig });

const ENTRIES_PER_STEP = 25;

export function* verifyFile(db: DatabaseSync, file: FileToVerify): Steps {
  return (
    (yield* verifySchema(db)) ??
    (yield* verifyEntries(db, file)) ??
    (yield* verifyRevisions(db, file)) ??
    (yield* verifyTablesBeside(db))
  );
}

function* verifyEntries(db: DatabaseSync, { isSigned, start, uptoSeq }: FileToVerify): Steps {
  const rows = db.prepare(
    `SELECT seq, id, kind, head, hash, sig, body FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
  );
  const fitsBeside = besideEntry(db);
  let chain: VerifiedChain = { tip: start.tip, state: initialTillState };
  while (chain.tip.seq < uptoSeq) {
    const chunk = rows.all(chain.tip.seq, uptoSeq, ENTRIES_PER_STEP) as readonly unknown[] as EntryRow[];
    if (chunk.length === 0) return { seq: chain.tip.seq + 1, what: 'missing' };
    for (const row of chunk) {
      const next = verifyRow(chain, row);
      if (!next.ok) return next.failure;
      if (!isSigned(row)) return { seq: row.seq, what: 'signature' };
      const found = checkpointFault(chain, row, start) ?? fitsBeside(row);
      if (found !== null) return found;
      chain = next.value;
    }
    yield;
  }
  return null;
}

/** JRN-5: a checkpoint says what the entries before it fold to. The first of a file goes on from another file. */
function checkpointFault({ tip, state }: VerifiedChain, row: EntryRow, start: FileStart): ChainDamage | null {
  if (row.kind !== 'CHECKPOINT' || tip.seq === start.tip.seq) return null;
  const body = JSON.parse(row.body) as EntryBody;
  const told = body.kind === 'CHECKPOINT' ? canonicalText(body.state) : '';
  return told === canonicalText(stateDocument(state)) ? null : { seq: row.seq, what: 'state' };
}
