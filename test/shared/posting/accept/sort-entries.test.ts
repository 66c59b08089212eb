import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asId } from '../../../../shared/kernel/ids.ts';
import { epochMs } from '../../../../shared/kernel/units.ts';
import type { ChainTip } from '../../../../shared/ledger/chain.ts';
import { type ChainMode, type Placed, sortEntries } from '../../../../shared/posting/accept/sort-entries.ts';

const TILL = asId<ChainTip['till']>('till-1');
const GENESIS: ChainTip = { till: TILL, epoch: 1, seq: 0, hash: 'genesis', atMs: epochMs(0) };

/** Two histories that part after the second entry, and an entry of another chain. */
const entry = (branch: string, seq: number, prev: string, atMs = seq): Placed => ({
  place: { till: TILL, epoch: 1, seq, prev, atMs: epochMs(atMs) },
  hash: `${branch}${seq}`,
});
const A = [
  entry('a', 1, 'genesis'),
  entry('a', 2, 'a1'),
  entry('a', 3, 'a2'),
  entry('a', 4, 'a3'),
  entry('a', 5, 'a4', 3),
];
const B = [entry('b', 3, 'a2'), entry('b', 4, 'b3')];
const FOREIGN: Placed = {
  ...entry('f', 1, 'genesis'),
  place: { ...entry('f', 1, 'genesis').place, epoch: 2 },
};
const ALL: readonly (Placed | null)[] = [...A, ...B, FOREIGN, null];

const sort = (
  batch: readonly (Placed | null)[],
  mode: ChainMode,
  { tip = GENESIS, known = new Map<number, string>() } = {},
) =>
  sortEntries(
    { tip, mode },
    known,
    batch.map((each, wire) => ({ wire, entry: each })),
  );

const hashes = (entries: readonly { readonly hash: string }[]) => entries.map(({ hash }) => hash);

test('PST-1 what continues the chain is accepted, what is known is a duplicate, another history is evidence', () => {
  const sorted = sort([A[0], A[1], A[0], A[2], B[0], B[1], A[3]] as Placed[], 'open');
  expect(hashes(sorted.accepted)).toEqual(['a1', 'a2', 'a3']);
  expect(hashes(sorted.duplicates)).toEqual(['a1']);
  expect(sorted.evidence.map(({ entry: { hash }, reason }) => [hash, reason])).toEqual([
    ['b3', 'other-history'],
    ['b4', 'other-predecessor'],
    ['a4', 'other-predecessor'],
  ]);
  expect([sorted.verdict, sorted.tip.hash]).toEqual(['fork', 'a3']);
});

test('PSH-3 after a gap an open chain stops; an ended one keeps what comes as evidence', () => {
  const batch = [A[0], A[2], A[3]] as Placed[];
  expect(sort(batch, 'open')).toMatchObject({ verdict: 'gap', evidence: [] });
  const ended = sort(batch, 'ended');
  expect(ended.evidence.map(({ reason }) => reason)).toEqual(['after-gap', 'after-gap']);
  expect(hashes(ended.accepted)).toEqual(['a1']);
});

test('PST-1 time that runs backwards is another history', () => {
  const sorted = sort(A, 'open');
  expect(sorted.evidence).toMatchObject([{ reason: 'time-backwards' }]);
});

test('PST-1 whatever a till sends, each entry comes out in one place and the accepted ones are one chain', () => {
  const batches = fc.array(fc.constantFrom(...ALL), { maxLength: 12 });
  fc.assert(
    fc.property(batches, fc.constantFrom<ChainMode>('open', 'ended'), (batch, mode) => {
      const { accepted, duplicates, evidence, refused, tip, verdict } = sort(batch, mode);
      const placed = accepted.length + duplicates.length + evidence.length + refused.length;
      expect(placed).toBeLessThanOrEqual(batch.length);
      if (mode === 'ended') expect(placed).toBe(batch.length);
      expect(accepted.map(({ place }) => place.seq)).toEqual(accepted.map((_, index) => index + 1));
      expect(tip.hash).toBe(accepted.at(-1)?.hash ?? 'genesis');
      expect(verdict === 'accepted').toBe(evidence.length + refused.length === 0 && placed === batch.length);
    }),
    { numRuns: 10_000 },
  );
});

test('PSH-2 a batch in any two pieces is accepted as the whole is', () => {
  const batches = fc.array(fc.constantFrom(...A.slice(0, 4)), { maxLength: 12 });
  fc.assert(
    fc.property(batches, fc.nat(12), (batch, cut) => {
      const whole = sort(batch, 'ended');
      const first = sort(batch.slice(0, cut), 'ended');
      const known = new Map(first.accepted.map(({ place, hash }) => [place.seq, hash]));
      const second = sort(batch.slice(cut), 'ended', { tip: first.tip, known });
      if (first.verdict === 'accepted')
        expect(hashes([...first.accepted, ...second.accepted])).toEqual(hashes(whole.accepted));
    }),
    { numRuns: 5_000 },
  );
});
