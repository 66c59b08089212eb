// A till's journal under its whole life, over and over, until it is killed: entries with something beside them, HQ's
// word, restarts that close segments, verification in the background, segments that grow old. Prints each durable entry.
// With a plan it kills itself the n-th time that a point is reached.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from '../../../electron/clock/clock.ts';
import { newEntryId } from '../../../electron/clock/moment.ts';
import type { Journal } from '../../../electron/journal/journal.ts';
import type { JournalPoint } from '../../../electron/journal/journal-limits.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { acknowledgeAll } from './journal-filled.ts';
import { TEST_KEY_SEED } from './journal-key.ts';
import { WRITER_LIMITS } from './journal-life.ts';

type Plan = { readonly point: JournalPoint; readonly times: number };

const ENTRIES_PER_RUN = 45;
const DAYS_PER_RUN_MS = 40 * 86_400_000;
const [, , path = '', planned] = process.argv;
const plan = planned === undefined ? null : (JSON.parse(planned) as Plan);
const key = signingKey(TEST_KEY_SEED);
let reached = 0;
let daysMs = 0;

const clock = { ...systemClock, wallMs: () => epochMs(systemClock.wallMs() + daysMs) };
// Verification begins at once: the process lives for moments.
const timers = {
  after: (_ms: number, act: () => void) => {
    const timer = setImmediate(act);
    return () => clearImmediate(timer);
  },
};

function onPoint(point: JournalPoint): void {
  if (point !== plan?.point) return;
  reached += 1;
  if (reached === plan.times) process.kill(process.pid, 'SIGKILL');
}

function opened(): Journal {
  const journal = openJournal({
    path,
    owner: { till: asId('t-1'), epoch: 1, publicKey: key.publicKey },
    key,
    moreSchemaSql: 'CREATE TABLE IF NOT EXISTS beside (entry_id TEXT PRIMARY KEY, seq INTEGER) STRICT;',
    clock,
    timers,
    log: createLog((line) => (line.includes('cause') ? console.error(line) : undefined)),
    limits: WRITER_LIMITS,
    onChange: () => undefined,
    onPoint,
  });
  if (!journal.ok) throw new Error(journal.failure.code);
  return journal.value;
}

async function run(journal: Journal): Promise<void> {
  const beside = journal.db.prepare('INSERT INTO beside (entry_id, seq) VALUES (?, ?)');
  for (let n = 0; n < ENTRIES_PER_RUN; n += 1) {
    const wallMs = clock.wallMs();
    const id = newEntryId(wallMs, (count) => new Uint8Array(randomBytes(count)));
    const businessDate = asBusinessDate('2026-11-22');
    const draft = { id, wallMs, businessDate, shift: null, cashier: null, body: { kind: 'TICK' } } as const;
    const made = journal.append(draft, ({ entry }) => void beside.run(entry.id, entry.seq));
    if (!made.ok) throw new Error(made.failure.code);
    writeSync(1, `${made.value.entry.seq} ${id}\n`);
    if (n % 5 === 0) await nextTurn();
  }
  acknowledgeAll(journal, { timeMs: clock.wallMs() });
  // Verification of files as small as these ends within these turns.
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
}

for (;;) {
  const journal = opened();
  await run(journal);
  journal.close();
  daysMs += DAYS_PER_RUN_MS;
}
