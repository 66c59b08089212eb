/** JRN-1, SEG-5: what was acknowledged survives the death of the process at any moment, and nothing half done does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { type Death, killAgainAndAgain, POINTS } from '../../support/till/journal-life.ts';
import { newJournalPath, refused } from '../../support/till/journal-of.ts';

const WRITER = join(import.meta.dirname, '../../support/till/journal-writer.ts');

test('JRN-1, SEG-5 a till killed at every marked point, and at random, loses and doubles nothing', async () => {
  const atPoints: readonly Death[] = POINTS.flatMap((point) => [
    { point, times: 1 },
    { point, times: 2 },
  ]);
  const deaths = [...atPoints, ...[3, 20, 60, 120].map((afterMs) => ({ afterMs }))];
  const sum = await killAgainAndAgain(newJournalPath(''), deaths);
  console.log(`journal killed: ${JSON.stringify(sum)}`);
  expect(sum).toMatchObject({ kills: 24, lost: 0, doubled: 0 });
  expect(sum.closedSegments).toBeGreaterThan(5);
  expect(sum.deletedEntries).toBeGreaterThan(0);
}, 240_000);

test('a journal that another process has open is busy', async () => {
  const path = newJournalPath('');
  const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  expect(refused(path)).toBe('JOURNAL-BUSY');
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect(refused(path)).toBe('opened');
}, 60_000);
