import { expect, test } from 'vitest';
import { newJournalPath, opened, refused, tick } from '../../support/till/journal-of.ts';

test('a full disk refuses the entry with JOURNAL-FULL, loses nothing, and takes it when there is space again', () => {
  const path = newJournalPath();
  const journal = opened(path);
  journal.append(tick());
  const { page_count: pages } = journal.db.prepare('PRAGMA page_count').get() as { page_count: number };
  journal.db.exec(`PRAGMA max_page_count = ${pages}`);
  let appended = 1;
  for (let n = 0; n < 100; n += 1) {
    if (!journal.append(tick()).ok) break;
    appended += 1;
  }
  expect(appended).toBeLessThan(100);
  expect(journal.append(tick())).toEqual({ ok: false, failure: { code: 'JOURNAL-FULL' } });
  expect(journal.health()).toBe('full');
  expect(journal.db.isTransaction).toBe(false);
  expect(journal.tip().seq).toBe(appended);
  journal.db.exec('PRAGMA max_page_count = 1000000');
  expect(journal.append(tick())).toMatchObject({ ok: true, value: { entry: { seq: appended + 1 } } });
  expect(journal.health()).toBe('ok');
  journal.close();
  expect(refused(path)).toBe('opened');
  expect(opened(path).tip().seq).toBe(appended + 1);
});
