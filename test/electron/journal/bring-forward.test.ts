/** A journal that the first released program made (test/fixtures/journal/schema-1.sqlite), opened by this one. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryReader } from '../../../electron/journal/read-entries.ts';
import { spoolSchema } from '../../../electron/printer/spool-schema.ts';
import { acknowledgeAll, everythingIn, fill } from '../../support/till/journal-filled.ts';
import { foundIn, opened, tampered } from '../../support/till/journal-of.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/journal/schema-1.sqlite');
const SPOOL = { moreSchemaSql: spoolSchema };

function oldJournal(): string {
  const path = join(tempFolder(), 'journal.sqlite');
  copyFileSync(FIXTURE, path);
  return path;
}

test('SEG-8 a journal of the first schema opens with all that was in it', () => {
  const path = oldJournal();
  const journal = opened(path, SPOOL);
  const entries = entryReader(journal);
  expect(journal.tip().seq).toBe(20);
  expect(journal.state()).toMatchObject({
    cashier: 'c-ana',
    shift: { floatMinor: 50_000 },
    lockouts: { 'c-ion': { failures: 1 } },
    day: { TICK: { count: 3 } },
  });
  expect(journal.hqWord()).toEqual({ logIndex: 120, timeMs: 1_795_336_100_000 });
  expect(entries.unacknowledgedCount()).toBe(6);
  expect(entries.page(0, 500).entries.map(({ logIndex }) => logIndex)).toEqual(
    Array.from({ length: 20 }, (_, index) => (index < 14 ? 101 + index : null)).sort(
      (a, b) => Number(a !== null) - Number(b !== null),
    ),
  );
  expect(entries.ownEffects('m-1' as never, 0)).toHaveLength(6);
  expect(journal.db.prepare('SELECT count(*) AS count FROM print_job').get()?.['count']).toBe(12);
});

test('SEG-8 it is brought forward once, verifies wholly, goes on, and is the same when opened again', () => {
  const path = oldJournal();
  expect(foundIn(path, SPOOL)).toBeNull();
  const journal = opened(path, { ...SPOOL, limits: { checkpointEvery: 5 } });
  fill(journal, 6);
  acknowledgeAll(journal);
  const before = everythingIn(journal);
  journal.close();
  expect(foundIn(path, SPOOL)).toBeNull();
  expect(everythingIn(opened(path, SPOOL))).toEqual(before);
});

test('SEG-8 one that does not verify is not touched', () => {
  const path = oldJournal();
  tampered(path, `UPDATE entry SET body = '{}' WHERE seq = 7`);
  expect(foundIn(path, SPOOL)).toBe('JOURNAL-DAMAGED');
  tampered(path, '');
  expect(foundIn(path, SPOOL)).toBe('JOURNAL-DAMAGED');
});

test('SEG-8 a journal of a later program than this one is refused, and not changed', () => {
  const path = oldJournal();
  tampered(path, 'UPDATE owner SET schema = 99');
  expect(foundIn(path, SPOOL)).toBe('JOURNAL-DAMAGED');
});
