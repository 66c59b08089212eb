/** An import's memory does not grow with its file. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { tempFolder } from '../server/import/import-into.ts';
import { runHq } from '../support/hq/hq-process.ts';
import { writeTestKeys } from '../support/hq/test-keys.ts';
import { testDatabase } from '../support/postgres/create-test-database.ts';

const PEAK = "process.on('exit', () => console.log('peak ' + process.resourceUsage().maxRSS))";

/** Writes the file as it is made, and gives the peak of the command that reads it, in MB. */
async function peakMb(rows: number): Promise<number> {
  const { url } = await testDatabase('demo');
  const folder = tempFolder();
  writeTestKeys(folder);
  const file = join(folder, 'members.csv');
  const lines = Readable.from(
    (function* () {
      yield 'card;name;phone\n';
      for (let n = 0; n < rows; n += 1)
        yield `P${String(n).padStart(12, '0')};Ion Popescu ${n};0${60_000_000 + n}\n`;
    })(),
  );
  await pipeline(lines, createWriteStream(file));
  const preload = `--import=data:text/javascript,${encodeURIComponent(PEAK)}`;
  const ended = await runHq({
    args: ['import', 'members', file, '--dry-run', '--data', folder, '--dev-no-fsync'],
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: preload },
  });
  expect(ended.lines).toContain(`would be: added ${rows}, changed 0, same 0, refused 0`);
  return Number(ended.lines.flatMap((line) => /^peak (\d+)$/.exec(line)?.[1] ?? [])[0]) / 1024;
}

test('IMP-17 three times the members need no more memory', async () => {
  const few = await peakMb(80_000);
  const many = await peakMb(240_000);
  console.log(`peak memory: ${few.toFixed(0)} MB for 80,000 members, ${many.toFixed(0)} MB for 240,000`);
  expect(few).toBeGreaterThan(20);
  expect(many).toBeLessThan(few + 100);
});
