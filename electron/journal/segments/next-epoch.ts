/**
 * SEG-7: how a till goes over to its next epoch without a moment in which a crash leaves it without a journal:
 *   1. the present journal gets its SEAL, where it can be written, and is closed; a damaged one is set aside;
 *   2. `makeNextEpoch` makes the next epoch's file, complete, beside it;
 *   3. the new identity is kept durably. This is the step that counts;
 *   4. `openJournal` under the new identity moves the old file among the segments and the next one to its place.
 * Up to step 3 the till opens as it was before, and the next file goes away by itself or is made again.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { failure } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { initialTillState, type TillState } from '../../../shared/shift/till-state.ts';
import type { SigningKey } from '../../keys/ed25519.ts';
import type { Log } from '../../log/log.ts';
import type { CheckpointFacts } from '../checkpoint.ts';
import { UNHEARD } from '../hq-state.ts';
import { journalPlaces } from '../journal-files.ts';
import { sqliteFault } from '../sqlite-fault.ts';
import { FIRST_SEGMENT } from '../verify/file-start.ts';
import { checkAtOpening, type OpenedChain } from '../verify/opening-check.ts';
import { type ChainOwner, genesisTip } from '../verify-chain.ts';
import { ownerOf } from './closed-segment.ts';
import { makeNextFile, type NextFile } from './next-file.ts';

export type NextEpoch = {
  /** The live journal's path; nobody has it open. */
  readonly path: string;
  /** Of the new epoch. */
  readonly owner: ChainOwner;
  readonly key: SigningKey;
  readonly moreSchemaSql: string;
  readonly moment: CheckpointFacts['moment'];
  /** Whoever is signed in stays so. */
  readonly keepsCashier: boolean;
  readonly log: Log;
};

/** Whether shift, lock-outs, the open basket and print jobs came along: not where there is no sound journal. */
export type NextEpochMade = { readonly carried: boolean };

/** Fails with JOURNAL-FULL; then nothing has changed. */
export function makeNextEpoch(next: NextEpoch): Result<NextEpochMade> {
  const old = readOld(next);
  try {
    makeNextFile({ ...fileOf(next), ...(old === null ? FROM_NOTHING : fromOld(next, old)) });
    return ok({ carried: old !== null });
  } catch (cause) {
    if (sqliteFault(cause) !== 'full') throw cause;
    return fail(failure('JOURNAL-FULL'));
  }
}

const FROM_NOTHING = { from: null, state: initialTillState, hq: UNHEARD, continues: null } as const;

/** Its revisions are put behind those of earlier epochs when it is first opened. */
const fileOf = ({ path, owner, key, moreSchemaSql, moment }: NextEpoch) => ({
  path: journalPlaces(path).next,
  owner,
  key,
  moreSchemaSql,
  moment,
  segment: { number: FIRST_SEGMENT, tip: genesisTip(owner), lastDayClose: 0, afterRevision: 0 },
});

function fromOld(
  { path, moment, keepsCashier }: NextEpoch,
  { tip, state, hq }: OpenedChain,
): Pick<NextFile, 'from' | 'state' | 'hq' | 'continues'> {
  const nowMs = epochMs(Math.max(moment.wallMs, hq.timeMs));
  const carried = carriedState(state, nowMs);
  return {
    from: path,
    state: keepsCashier ? { ...carried, cashier: state.cashier } : carried,
    hq,
    continues: tip.seq === 0 ? null : { epoch: tip.epoch, seq: tip.seq, hash: tip.hash },
  };
}

/** The day's sums belong to their epoch, what limits count does not. A wrong PIN of a time that has not come counts as one of now, or its lock would last. */
const carriedState = ({ shift, lockouts, usage }: TillState, nowMs: EpochMs): TillState => ({
  ...initialTillState,
  shift,
  ...(usage === undefined ? {} : { usage }),
  lockouts: Object.fromEntries(
    Object.entries(lockouts).map(([cashier, { failures, lastAtMs }]) => [
      cashier,
      { failures, lastAtMs: epochMs(Math.min(lastAtMs, nowMs)) },
    ]),
  ),
});

/** Null for a file that is gone or does not verify. */
function readOld({ path, log }: NextEpoch): OpenedChain | null {
  if (!existsSync(path)) return null;
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      const chain = checkAtOpening(db, { owner: ownerOf(db), tipPath: journalPlaces(path).tip });
      if (chain.ok) return chain.value;
      log.error('journal.notCarried', `${chain.failure.what} at ${chain.failure.seq}`);
    } finally {
      db.close();
    }
  } catch (cause) {
    log.error('journal.notCarried', cause);
  }
  return null;
}
