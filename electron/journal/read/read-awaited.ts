/** Which entries HQ has not acknowledged (any more). */
import type { Journal } from '../journal.ts';
import type { EntryReader } from '../read-entries.ts';

export type Awaited = Pick<EntryReader, 'firstUnacknowledged' | 'unacknowledgedCount'> & {
  /** Up to here nothing in the live file waits for HQ; it may be more. */
  readonly acknowledgedUpto: () => number;
};

export function awaitedReader(journal: Journal): Awaited {
  const { db, late, start } = journal;
  const { epoch, seq: beforeLive } = start.tip;
  const firstOpen = db.prepare(
    `SELECT min(seq) AS seq FROM entry
     WHERE seq > ? AND seq <= ? AND seq NOT IN (SELECT seq FROM acknowledgement)`,
  );
  const highest = db.prepare('SELECT max(seq) AS seq FROM acknowledgement');
  /** Up to here everything live is acknowledged, by the HQ of that time. */
  let known = { seq: beforeLive, hqEpoch: journal.hqEpoch() };

  function acknowledgedUpto(): number {
    if (known.hqEpoch !== journal.hqEpoch()) known = { seq: beforeLive, hqEpoch: journal.hqEpoch() };
    // HQ takes a chain in order, so what is acknowledged has hardly ever a gap.
    const seq = highest.get()?.['seq'] as number | null;
    if (seq !== null && seq - beforeLive === journal.acknowledgedCount()) known = { ...known, seq };
    return known.seq;
  }

  function firstLive(range: { afterSeq: number; uptoSeq: number }): number | null {
    const { afterSeq } = range;
    const uptoSeq = Math.min(range.uptoSeq, journal.tip().seq);
    const acknowledged = acknowledgedUpto();
    const seq = firstOpen.get(Math.max(afterSeq, acknowledged), uptoSeq)?.['seq'] as number | null;
    if (afterSeq <= acknowledged) known = { ...known, seq: Math.max(acknowledged, (seq ?? uptoSeq + 1) - 1) };
    return seq;
  }

  return {
    acknowledgedUpto,
    firstUnacknowledged: (range) => late.firstWaiting({ epoch, ...range }) ?? firstLive(range),
    unacknowledgedCount: () =>
      journal.tip().seq - beforeLive - journal.acknowledgedCount() + late.waitingCount(),
  };
}
