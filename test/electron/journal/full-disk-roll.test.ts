import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalPlaces } from '../../../electron/journal/journal-files.ts';
import { makeJournalFile } from '../../../electron/journal/open-journal.ts';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { type SmallDisk, smallDisk } from '../../support/small-disk/small-disk.ts';
import { acknowledgeAll, fill } from '../../support/till/journal-filled.ts';
import { foundIn, journalOptions, newJournalPath, opened, tick } from '../../support/till/journal-of.ts';

const LIMITS = { limits: { checkpointEvery: 5, rollAtEntries: 30 } };
let disk: SmallDisk;
beforeAll(() => {
  disk = smallDisk(4);
});
afterAll(() => disk.remove());

test('SEG-1 a disk that fills up at any page, a checkpoint’s too, costs the entry in hand and no other', () => {
  const path = newJournalPath();
  const journal = opened(path, LIMITS);
  const { page_count: pages } = journal.db.prepare('PRAGMA page_count').get() as { page_count: number };
  let kept = 0;
  for (let room = 0; room < 25; room += 1) {
    journal.db.exec(`PRAGMA max_page_count = ${pages + room}`);
    for (let made = journal.append(tick()); made.ok; made = journal.append(tick())) kept += 1;
    expect(journal.append(tick())).toEqual({ ok: false, failure: { code: 'JOURNAL-FULL' } });
  }
  const ticks = entryReader(journal)
    .page(0, 10_000)
    .entries.filter(({ kind }) => kind === 'TICK');
  expect(ticks).toHaveLength(kept);
  expect(journal.tip().seq).toBeGreaterThan(kept);
  journal.close();
  expect(foundIn(path, LIMITS)).toBeNull();
});

test.each([0, 4, 16, 40, 64, 90, 120, 150, 200])(
  'SEG-3 with %d KB left a segment is closed wholly or stays live; nothing is lost, and it closes when there is room',
  (freeKb) => {
    const folder = join(disk.folder, 'till');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const path = join(folder, 'journal.sqlite');
    makeJournalFile(journalOptions(path));
    const first = opened(path, LIMITS);
    fill(first, 40);
    acknowledgeAll(first);
    const { tip, state } = { tip: first.tip(), state: first.state() };
    first.close();
    disk.fillUpTo(freeKb * 1024);
    const full = foundIn(path, LIMITS);
    expect([null, 'JOURNAL-FULL']).toContain(full);
    disk.empty();
    const journal = opened(path, LIMITS);
    expect(journal.start).toMatchObject({ number: 2, tip: { seq: tip.seq, hash: tip.hash } });
    expect(journal.state().day['TICK']).toEqual(state.day['TICK']);
    expect(entryReader(journal).page(0, 500).entries).toHaveLength(journal.tip().seq);
    expect(existsSync(journalPlaces(path).next)).toBe(false);
    journal.close();
    expect(foundIn(path, LIMITS)).toBeNull();
  },
);
