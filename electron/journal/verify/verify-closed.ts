/**
 * SEG-4: closed segments, newest first, and that each ends where the next begins. HQ has what stands in them, so damage
 * here is reported and costs copies of old receipts; it does not stop the till.
 */
import type { SigningKey } from '../../keys/ed25519.ts';
import type { Log } from '../../log/log.ts';
import type { Journal } from '../journal.ts';
import { segmentName } from '../journal-files.ts';
import type { ClosedSegment } from '../segments/closed-segment.ts';
import { sqliteFault } from '../sqlite-fault.ts';
import type { ChainDamage } from '../verify-chain.ts';
import { type FileStart, fileStart } from './file-start.ts';
import { signedBy, signedUnder, verifyFile } from './verify-file.ts';

type Parts = { readonly key: SigningKey; readonly log: Log };

/** Gives nothing back: whatever is found goes to the log. */
export function* verifyClosed(journal: Journal, { key, log }: Parts): Generator<void, void> {
  let after: { readonly epoch: number; readonly start: FileStart } = {
    epoch: journal.tip().epoch,
    start: journal.start,
  };
  for (const segment of [...journal.closed.list()].reverse()) {
    const found = (yield* soundly(segment, key)) ?? joinFault(segment, after);
    if (found !== null)
      log.error('segment.damaged', `${found.what} at ${found.seq}`, { name: segmentName(segment) });
    after = { epoch: segment.epoch, start: fileStart(segment.db, segment.owner) };
  }
}

function* soundly(segment: ClosedSegment, key: SigningKey): Generator<void, ChainDamage | null> {
  const { db, owner, lastSeq: uptoSeq } = segment;
  const isSigned = owner.publicKey === key.publicKey ? signedBy(key) : signedUnder(owner);
  try {
    const found = yield* verifyFile(db, { isSigned, start: fileStart(db, owner), uptoSeq });
    return found ?? closingFault(segment);
  } catch (cause) {
    if (sqliteFault(cause) === null) throw cause;
    return { seq: 0, what: String(cause) };
  }
}

/** What was noted when it was closed is what stands in it. */
function closingFault({ db, lastSeq, maxLogIndex, acknowledgedCount }: ClosedSegment): ChainDamage | null {
  const counted = db
    .prepare('SELECT coalesce(max(log_index), 0) AS highest, count(*) AS count FROM acknowledgement')
    .get();
  const isRight = counted?.['highest'] === maxLogIndex && counted['count'] === acknowledgedCount;
  return isRight ? null : { seq: lastSeq, what: 'what was noted at its closing' };
}

function joinFault(
  { db, epoch, lastSeq }: ClosedSegment,
  after: { epoch: number; start: FileStart },
): ChainDamage | null {
  if (epoch !== after.epoch) return null;
  const last = db.prepare('SELECT hash FROM entry WHERE seq = ?').get(lastSeq)?.['hash'];
  const { seq, hash } = after.start.tip;
  return seq === lastSeq && hash === last ? null : { seq: lastSeq, what: 'does not join the next' };
}
