/** The world around the reducers: if it did not do its worst, the campaign would show nothing. */
import { describe, expect, test } from 'vitest';
import { asId, type TillId } from '../../shared/kernel/ids.ts';
import { FAILURE_TABLE } from '../../sim/campaign/failure-table.ts';
import { shippedProtocol } from '../../sim/protocol/shipped-protocol.ts';
import { runSeed } from '../../sim/run-seed.ts';
import { emptyDisk, openDisk } from '../../sim/till/disk.ts';
import { genesisHash, sealEntry } from '../../sim/till/entry.ts';
import { createAgenda } from '../../sim/world/agenda.ts';
import { createRandom } from '../../sim/world/random.ts';
import { entryHead } from './entry-head.ts';

describe('the agenda', () => {
  test('runs what is due in order of time, and of one moment in order of asking', () => {
    const agenda = createAgenda(100);
    const seen: string[] = [];
    const say = (word: string) => () => void seen.push(`${word}@${agenda.nowMs()}`);
    agenda.after(20, say('late'));
    agenda.after(10, say('first'));
    agenda.after(10, say('second'));
    agenda.after(5, () => agenda.after(5, say('third')));
    expect(agenda.runUntil(115)).toBe(4);
    expect(seen).toEqual(['first@110', 'second@110', 'third@110']);
    agenda.runUntil(200);
    expect(seen.at(-1)).toBe('late@120');
  });
});

describe('chance', () => {
  test('is even enough, and its bounds are kept', () => {
    const random = createRandom(7);
    const drawn = Array.from({ length: 6_000 }, () => random.between(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      const times = drawn.filter((each) => each === face).length;
      expect(times).toBeGreaterThan(880);
      expect(times).toBeLessThan(1_120);
    }
  });
});

describe('a disk', () => {
  const till = asId<TillId>('till');

  test('that lost the end of its last record opens with what came before it', () => {
    const disk = emptyDisk(till, 1);
    const first = sealEntry(entryHead({ till, seq: 1, prev: genesisHash(till, 1) }), { kind: 'TICK' });
    const second = sealEntry(entryHead({ till, seq: 2, prev: first.hash }), { kind: 'TICK' });
    disk.records.push(first, { ...second, text: second.text.slice(0, 40) });
    expect(openDisk(disk, { protocol: shippedProtocol })).toMatchObject({ seq: 1, hash: first.hash });
    expect(disk.records).toEqual([first]);
  });
});

describe('faults come as strongly as they are asked for', () => {
  const quiet = (seed: number) =>
    runSeed(seed, {
      protocol: shippedProtocol,
      adjust: (swarm) => ({
        ...swarm,
        line: { loss: 0, duplicates: 0, delayMs: 20, downShare: 0, outageMs: 1 },
        till: {
          crashInCommit: 0,
          crashes: false,
          tornTails: false,
          clockJumpMs: 0,
          rollbacks: false,
          destroyed: false,
          stolen: false,
          givenUp: false,
        },
        hq: { crashes: false, aborts: 0, silent: 0 },
      }),
    });

  test('a world without faults has none, and every receipt of it is posted', () => {
    const { counts, violation, receipts } = quiet(12);
    expect(violation).toBeNull();
    expect(receipts).toBeGreaterThan(100);
    for (const name of ['till crash', 'message lost', 'fork detected', 'paid by the house', 'HQ crash'])
      expect(counts[name] ?? 0, name).toBe(0);
  });

  test('a world with faults has them', () => {
    const { counts } = runSeed(12, { protocol: shippedProtocol });
    const shown = FAILURE_TABLE.flatMap(({ shownBy }) => shownBy).filter((name) => (counts[name] ?? 0) > 0);
    expect(shown.length).toBeGreaterThan(3);
  });
});
