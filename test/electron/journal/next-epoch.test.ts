import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Journal } from '../../../electron/journal/journal.ts';
import { journalPlaces } from '../../../electron/journal/journal-files.ts';
import { makeJournalFile } from '../../../electron/journal/open-journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { rowGuard } from '../../../electron/journal/row-guard.ts';
import { makeNextEpoch } from '../../../electron/journal/segments/next-epoch.ts';
import { type Found, SETTLING, settleFiles } from '../../../electron/journal/segments/settle-files.ts';
import { undelivered } from '../../../electron/journal/segments/undelivered.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { acknowledgeAll, appended, fill } from '../../support/till/journal-filled.ts';
import {
  foundIn,
  JOURNAL_OWNER,
  journalOptions,
  newJournalPath,
  ONE_HQ,
  opened,
  refused,
  tampered,
  tick,
} from '../../support/till/journal-of.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

const KEY = signingKey('ee'.repeat(32));
const OWNER = { ...JOURNAL_OWNER, epoch: 2, publicKey: KEY.publicKey };
const NEXT = { owner: OWNER, key: KEY };
const SEAL = { body: { kind: 'SEAL', reason: 'fork' } } as const;

const next = (path: string, keepsCashier = false) =>
  makeNextEpoch({
    path,
    ...NEXT,
    moreSchemaSql: journalOptions(path).moreSchemaSql,
    moment: { wallMs: epochMs(A_MORNING_MS), businessDate: asBusinessDate('2026-11-22') },
    keepsCashier,
    log: createLog(() => undefined),
  });

/** An epoch of eight entries, four of them acknowledged, a shift open, somebody signed in, a basket begun; sealed. */
function sealedEpoch(path: string): Journal {
  const journal = opened(path);
  const cashier = 'c-ana' as never;
  const shift = tick().id as never;
  appended(journal, { cashier, body: { kind: 'LOGIN', action: 'signIn' } });
  appended(journal, { cashier, shift, body: { kind: 'SHIFT_OPEN', floatMinor: 500 as never } });
  appended(journal, {
    wallMs: epochMs(A_MORNING_MS * 2),
    body: { kind: 'LOCKOUT', triedCashier: 'c-ion' as never },
  });
  fill(journal, 4);
  acknowledgeAll(journal, { uptoSeq: 4 });
  journal.db.exec(`INSERT INTO open_basket VALUES (1, 'b', '{}', '${rowGuard('b', '{}')}')`);
  appended(journal, SEAL);
  return journal;
}

test('SEG-7 after a SEAL nothing is appended, over a restart too', () => {
  const path = newJournalPath();
  const journal = sealedEpoch(path);
  expect(journal.append(tick())).toEqual({ ok: false, failure: { code: 'TILL-RENEWING' } });
  journal.close();
  const again = opened(path);
  expect(again.state().sealed).toBe(true);
  expect(again.append(tick())).toEqual({ ok: false, failure: { code: 'TILL-RENEWING' } });
  expect(again.tip().seq).toBe(8);
});

test('SEG-7 the next epoch begins where the old one ended, and the old one stays readable', () => {
  const path = newJournalPath();
  const old = sealedEpoch(path);
  const { tip, state } = { tip: old.tip(), state: old.state() };
  const revision = entryReader(old).revision();
  old.close();
  expect(next(path)).toEqual({ ok: true, value: { carried: true } });
  const journal = opened(path, NEXT);
  const entries = entryReader(journal);
  const page = entries.page(0, 500);
  const places = page.entries.map(({ epoch, seq }) => epoch * 10 + seq).sort((a, b) => a - b);
  expect(places).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 21]);
  const first = page.entries.at(-1);
  expect(first && entries.byId(first.id)).toMatchObject({
    head: { kind: 'CHECKPOINT', epoch: 2, seq: 1 },
    body: { continues: { epoch: 1, seq: tip.seq, hash: tip.hash } },
  });
  expect(journal.state()).toMatchObject({ shift: state.shift, cashier: null, sealed: false });
  expect(journal.state().lockouts).toEqual({ 'c-ion': { failures: 1, lastAtMs: A_MORNING_MS } });
  expect(journal.db.prepare('SELECT id FROM open_basket').get()).toEqual({ id: 'b' });
  expect(entries.revision()).toBe(revision + 1);
  expect(entries.ownEffects('m-1' as never, 0)).toHaveLength(1);
  expect(journal.append(tick()).ok).toBe(true);
  journal.close();
  expect(foundIn(path, NEXT)).toBeNull();
});

test('SEG-7 who renews by itself keeps the cashier', () => {
  const path = newJournalPath();
  sealedEpoch(path).close();
  next(path, true);
  expect(opened(path, NEXT).state().cashier).toBe('c-ana');
});

test('SEG-7 what HQ has not acknowledged of the old epoch is known to be waiting, and is acknowledged by its id', () => {
  const path = newJournalPath();
  sealedEpoch(path).close();
  next(path);
  const journal = opened(path, NEXT);
  const entries = entryReader(journal);
  expect(entries.unacknowledgedCount()).toBe(5);
  const waiting = journal.late.waiting(10);
  expect(waiting.map(({ epoch, seq }) => [epoch, seq])).toEqual([5, 6, 7, 8].map((seq) => [1, seq]));
  const texts = entries.wireOf(waiting.map(({ id }) => id));
  expect(texts.map(({ head }) => (JSON.parse(head) as { seq: number }).seq)).toEqual([5, 6, 7, 8]);
  const rows = waiting.map(({ id, seq }) => ({ id, logIndex: 200 + seq }));
  const revision = entries.revision();
  const answer = { logIndex: 300, timeMs: epochMs(1), ...ONE_HQ };
  expect(journal.acknowledge(rows, answer)).toEqual({ ok: true, value: 4 });
  expect(journal.acknowledge(rows, answer)).toEqual({ ok: true, value: 0 });
  expect(entries.unacknowledgedCount()).toBe(1);
  expect(entries.page(revision, 10).entries.map(({ seq, logIndex }) => Number(logIndex) - seq)).toEqual([
    200, 200, 200, 200,
  ]);
});

test('SEG-7 up to the new identity the till opens as it was; the next file goes by itself', () => {
  const path = newJournalPath();
  sealedEpoch(path).close();
  next(path);
  expect(refused(path)).toBe('opened');
  expect(existsSync(journalPlaces(path).next)).toBe(false);
  next(path);
  expect(opened(path, NEXT).tip()).toMatchObject({ epoch: 2, seq: 1 });
});

test('SEG-7 a journal that does not verify is not carried; without one the epoch begins empty', () => {
  const path = newJournalPath();
  sealedEpoch(path).close();
  tampered(path, `UPDATE entry SET body = '{}' WHERE seq = 2`);
  expect(next(path)).toEqual({ ok: true, value: { carried: false } });
  rmSync(path);
  const journal = opened(path, NEXT);
  expect(journal.state()).toMatchObject({ shift: null, cashier: null });
  expect(entryReader(journal).page(0, 10).entries).toMatchObject([{ epoch: 2, seq: 1 }]);
});

const FOUND: Readonly<Record<Found, (path: string) => void>> = {
  none: () => undefined,
  mine: (path) => makeJournalFile({ ...journalOptions(path), owner: OWNER }),
  earlier: (path) => {
    makeJournalFile(journalOptions(path));
    const journal = opened(path);
    appended(journal);
    journal.close();
  },
  foreign: (path) => writeFileSync(path, 'Not a database. '.repeat(500)),
};
const KINDS = Object.keys(FOUND) as readonly Found[];

test.each(KINDS.flatMap((live) => KINDS.map((after) => [live, after] as const)))(
  'SEG-5 found: live %s, next %s; done twice it is the same',
  (live, after) => {
    const path = join(tempFolder(), 'journal.sqlite');
    const places = journalPlaces(path);
    FOUND[live](places.live);
    FOUND[after](places.next);
    const settled = settleFiles(places, OWNER);
    expect(settled).toBe(SETTLING[live][after]);
    const isLive = live === 'mine' || settled === 'promote' || settled === 'archiveAndPromote';
    expect(settleFiles(places, OWNER)).toBe(isLive ? 'keep' : SETTLING[live][after]);
    expect(existsSync(places.next)).toBe(!isLive && after !== 'none');
    expect(existsSync(join(places.segments, '1-000001.sqlite'))).toBe(settled === 'archiveAndPromote');
  },
);

test('SEG-7 of a damaged file that was set aside every sound entry that HQ lacks can still be sent', () => {
  const path = newJournalPath();
  const journal = opened(path);
  fill(journal, 60);
  acknowledgeAll(journal, { uptoSeq: 10 });
  journal.close();
  const aside = join(tempFolder(), 'set-aside-1', 'journal.sqlite');
  mkdirSync(dirname(aside));
  copyFileSync(path, aside);
  expect([...undelivered(aside)].map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 11));
  tampered(
    aside,
    `UPDATE entry SET body = '{}' WHERE seq = 20; UPDATE acknowledgement SET log_index = 5 WHERE seq = 3`,
  );
  expect([...undelivered(aside)].map(({ seq }) => seq)).toEqual([
    3,
    ...Array.from({ length: 50 }, (_, n) => n + 11).filter((seq) => seq !== 20),
  ]);
  const bytes = readFileSync(aside);
  const pages = bytes.length / 4096;
  bytes.fill(0xa5, Math.floor(pages / 3) * 4096, Math.floor((pages * 2) / 3) * 4096);
  writeFileSync(aside, bytes);
  const saved = [...undelivered(aside)];
  expect(saved.length).toBeGreaterThan(0);
  expect(saved.length).toBeLessThan(50);
  expect(saved.every(({ head, epoch, id }) => head.includes(id) && epoch === 1)).toBe(true);
  expect(readFileSync(aside).equals(bytes)).toBe(true);
});
