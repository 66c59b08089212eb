/** JRN-1: what was acknowledged survives a power cut of the process at any moment, and nothing half done does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { newJournalPath, opened, refused, tick } from '../../support/till/journal-of.ts';

const WRITER = join(import.meta.dirname, '../../support/till/journal-writer.ts');

/** A process of its own that appends without end and says what is durable. */
async function killedAfter(path: string, acknowledged: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let lastSeq = 0;
  for await (const text of createInterface({ input: child.stdout })) {
    lastSeq = Number(text);
    if (lastSeq >= acknowledged) child.kill('SIGKILL');
  }
  await ended;
  return lastSeq;
}

test('a till killed again and again loses nothing that it has acknowledged', async () => {
  const path = newJournalPath();
  let before = 0;
  for (const entries of [1, 7, 60]) {
    const acknowledged = await killedAfter(path, before + entries);
    const journal = opened(path);
    const { seq } = journal.tip();
    expect(seq).toBeGreaterThanOrEqual(acknowledged);
    const kept = entryReader(journal).page(0, 100_000).entries;
    expect(kept.length).toBe(seq);
    const jobs = journal.db.prepare('SELECT count(*) AS count FROM beside').get();
    expect(jobs?.['count']).toBe(seq);
    journal.close();
    before = seq;
  }
  expect(opened(path).append(tick())).toMatchObject({ ok: true });
}, 60_000);

test('a journal that another process has open is busy', async () => {
  const path = newJournalPath();
  const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  expect(refused(path)).toBe('JOURNAL-BUSY');
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect(refused(path)).toBe('opened');
}, 60_000);
