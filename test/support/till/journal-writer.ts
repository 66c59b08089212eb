// A till's journal under its whole life, over and over, until it is killed: entries with something beside them, HQ's
// word, restarts that close segments, verification in the background, segments that grow old. Prints each durable entry.
// With a plan it kills itself the n-th time that a point is reached, or gives up when it does not come to it.
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
/** The rarest point, a segment that goes, comes once a run after the first few. */
const MAX_RUNS_TO_POINT = 20;
/** Slices of one verification, each at least a step of 25 entries: far more than the segments that are kept need. */
const MAX_VERIFY_TURNS = 10_000;
const VERIFIED = ['journal.verified', 'journal.notVerified', 'journal.damaged'];
const [, , path = '', planned] = process.argv;
const plan = planned === undefined ? null : (JSON.parse(planned) as Plan);
const key = signingKey(TEST_KEY_SEED);
let reached = 0;
let aheadMs = 0;
let isVerified = false;

const clock = { ...systemClock, wallMs: () => epochMs(systemClock.wallMs() + aheadMs) };
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

function hear(line: string): void {
  const { event, cause } = JSON.parse(line) as { event: string; cause?: string };
  if (cause !== undefined) console.error(line);
  if (VERIFIED.includes(event)) isVerified = true;
}

function opened(): Journal {
  isVerified = false;
  const journal = openJournal({
    path,
    owner: { till: asId('t-1'), epoch: 1, publicKey: key.publicKey },
    key,
    moreSchemaSql: 'CREATE TABLE IF NOT EXISTS beside (entry_id TEXT PRIMARY KEY, seq INTEGER) STRICT;',
    clock,
    timers,
    log: createLog(hear),
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
  for (let turn = 0; !isVerified; turn += 1) {
    if (turn === MAX_VERIFY_TURNS) throw new Error('verification does not end');
    await nextTurn();
  }
}

for (let runs = 0; plan === null || runs < MAX_RUNS_TO_POINT; runs += 1) {
  const journal = opened();
  // Time goes on from the life before: what was closed then grows old now.
  aheadMs = Math.max(aheadMs, journal.hqWord().timeMs - systemClock.wallMs());
  await run(journal);
  journal.close();
  aheadMs += DAYS_PER_RUN_MS;
}
console.error(`${plan?.point} was not reached ${plan?.times} times in ${MAX_RUNS_TO_POINT} runs`);
process.exit(1);
