/** JRN-1 by numbers: a process that appends without end is killed at random moments, again and again. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { generator } from '../e2e/demo/day-plan.ts';
import { newJournalPath, opened } from '../support/till/journal-of.ts';

const WRITER = join(import.meta.dirname, '../support/till/journal-writer.ts');
const KILLS = 60;
const LATEST_KILL_MS = 120;
const SEED = 60_122;

type Killed = { readonly acknowledged: readonly number[]; readonly signal: NodeJS.Signals | null };

/** Lets the writer work for so long, counted from its first durable entry, and kills it. */
async function killedAfter(path: string, ms: number): Promise<Killed> {
  const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  const acknowledged: number[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    if (acknowledged.length === 0) void delay(ms).then(() => child.kill('SIGKILL'));
    acknowledged.push(Number(text));
  }
  return { acknowledged, signal: await ended };
}

test(`JRN-1, JRN-2 ${KILLS} times kill -9: nothing acknowledged is lost, nothing is there twice`, async () => {
  const path = newJournalPath();
  const random = generator(SEED);
  const sum = { acknowledged: 0, lost: 0, doubled: 0, unheard: 0 };
  let before = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { acknowledged, signal } = await killedAfter(path, random() * LATEST_KILL_MS);
    expect(signal).toBe('SIGKILL');
    const journal = opened(path);
    const { seq } = journal.tip();
    const rows = journal.db.prepare('SELECT seq, id FROM entry WHERE seq > ? ORDER BY seq').all(before);
    const kept = new Set(rows.map((row) => row['seq']));
    const ids = new Set(rows.map((row) => row['id']));
    const beside = journal.db.prepare('SELECT count(*) AS count FROM beside').get()?.['count'];
    journal.close();
    expect(beside).toBe(seq);
    expect(rows.length).toBe(seq - before);
    sum.acknowledged += acknowledged.length;
    sum.lost += acknowledged.filter((number) => !kept.has(number)).length;
    sum.doubled += rows.length - ids.size;
    sum.unheard += seq - (acknowledged.at(-1) ?? seq);
    before = seq;
  }
  console.log(`journal killed ${KILLS} times, seed ${SEED}: ${JSON.stringify({ ...sum, entries: before })}`);
  expect(sum).toMatchObject({ lost: 0, doubled: 0 });
  expect(sum.acknowledged).toBeGreaterThan(KILLS);
});
