/** Journals with something in them: entries, HQ's word on them, and what a whole reader gives back. */
import type { Journal } from '../../../electron/journal/journal.ts';
import type { MadeEntry } from '../../../electron/journal/make-entry.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { asId, type EntryId, type MemberId } from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import { ONE_HQ, tick } from './journal-of.ts';
import { A_MORNING_MS } from './manual-time.ts';

export const MEMBERS = ['m-1', 'm-2', 'm-3'].map((id) => asId<MemberId>(id));

/** Entries one after another; every second one earns points for a member. */
export function fill(journal: Journal, count: number, wallMs: EpochMs = epochMs(A_MORNING_MS)): MadeEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const member = MEMBERS[index % MEMBERS.length];
    const earns = index % 2 === 0 && member !== undefined;
    const parts = [{ n: 1, effect: 'EARN', asset: 'points', amount: 10 + index }] as const;
    return appended(journal, { wallMs, ...(earns ? { member, parts } : {}) });
  });
}

export function appended(journal: Journal, changes: Parameters<typeof tick>[0] = {}): MadeEntry {
  const made = journal.append(tick(changes));
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

export type Heard = {
  readonly uptoSeq?: number;
  readonly timeMs?: number;
  readonly hqEpoch?: number;
  readonly epochFromLogIndex?: number;
};

/** HQ acknowledges everything that it has not yet, an entry's index being its number and a hundred. */
export function acknowledgeAll(journal: Journal, heard: Heard = {}): void {
  const { uptoSeq = journal.tip().seq, timeMs = A_MORNING_MS, ...hq } = heard;
  const reader = entryReader(journal);
  const rows = [];
  for (let afterSeq = 0; ; ) {
    const seq = reader.firstUnacknowledged({ afterSeq, uptoSeq });
    if (seq === null) break;
    const [wire] = reader.wire(seq, 1);
    rows.push({ id: (JSON.parse(wire?.head ?? '{}') as { id: EntryId }).id, logIndex: 100 + seq });
    afterSeq = seq;
  }
  const word = { logIndex: 100 + uptoSeq, timeMs: epochMs(timeMs) };
  const kept = journal.acknowledge(rows, { ...word, ...ONE_HQ, ...hq });
  if (!kept.ok) throw new Error(kept.failure.code);
}

/** Everything that can be asked of a journal, for comparison. */
export function everythingIn(journal: Journal) {
  const reader = entryReader(journal);
  const { entries, oldest } = reader.page(0, 1_000_000);
  const texts = entries.map(({ id }) => reader.wireOf([id])[0]);
  return {
    entries: [...entries].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq),
    oldest,
    texts,
    kept: entries.map(({ id }) => reader.byId(id)),
    hashes: entries.map(({ seq }) => reader.hashAt(seq)),
    wire: reader.wire(1, 1_000_000),
    effects: MEMBERS.map((member) => reader.ownEffects(member, 0)),
    newEffects: MEMBERS.map((member) => reader.ownEffects(member, 105)),
    unacknowledged: reader.unacknowledgedCount(),
    basket: journal.db.prepare('SELECT id, basket FROM open_basket').get() ?? null,
    word: { ...journal.hqWord(), hqEpoch: journal.hqEpoch() },
    state: journal.state(),
    tip: journal.tip(),
  };
}
