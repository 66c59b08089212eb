import { expect, test } from 'vitest';
import { journalPath, openJournal } from '../../../electron/journal/open-journal.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { REOPEN_EVERY_MS } from '../../../electron/till/opener.ts';
import { basketOf, product } from '../../support/builders/basket.ts';
import { place } from '../../support/fake-hq/documents.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket, saleDraft } from '../../support/till/drafts.ts';
import { journalOptions } from '../../support/till/journal-of.ts';
import { sellingTill } from '../../support/till/test-till.ts';

test('a till whose journal another process has open says so, and opens by itself when it is let go', async () => {
  const till = await sellingTill(await useFakeHq());
  const { identity } = till.session();
  await till.till.stop();
  const other = openJournal({
    ...journalOptions(journalPath(till.userData)),
    owner: identity,
    key: signingKey(identity.seed),
  });
  if (!other.ok) throw new Error(other.failure.code);
  const blocked = await till.restart();
  expect(await blocked.call('basket.load', null)).toMatchObject({ failure: { code: 'JOURNAL-BUSY' } });
  expect(await blocked.done('till.status', null)).toMatchObject({ place: place(), journal: { state: 'ok' } });
  other.value.close();
  blocked.time.pass(REOPEN_EVERY_MS);
  expect(await blocked.done('till.status', null)).toMatchObject({ shift: { saleCount: 0 } });
});

test('JRN-1 on a full disk a sale is refused, its basket is kept, and Pay works when there is space', async () => {
  const till = await sellingTill(await useFakeHq());
  const { db } = till.session().desk.journal;
  const basket = { ...newBasket(88), lines: basketOf({ product: product(), pieces: 5 }).lines, nextN: 2 };
  await till.done('basket.save', basket);
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
  db.exec(`PRAGMA max_page_count = ${pages}`);
  let answer = await till.call('sale.commit', saleDraft());
  for (let n = 0; answer.ok && n < 50; n += 1) answer = await till.call('sale.commit', saleDraft());
  expect(answer).toEqual({ ok: false, failure: { code: 'JOURNAL-FULL' } });
  expect(await till.done('till.status', null)).toMatchObject({ journal: { state: 'full' } });
  const draft = { ...saleDraft({ basket }), basketId: basket.id };
  expect(await till.call('sale.commit', draft)).toMatchObject({ failure: { code: 'JOURNAL-FULL' } });
  expect(await till.done('basket.load', null)).toEqual(basket);
  db.exec('PRAGMA max_page_count = 100000');
  expect(await till.call('sale.commit', draft)).toMatchObject({ ok: true });
  expect(await till.done('till.status', null)).toMatchObject({ journal: { state: 'ok' } });
  expect(await till.done('basket.load', null)).toBeNull();
});

test('what changes is told once per burst, and not when nothing changed', async () => {
  const till = await sellingTill(await useFakeHq());
  till.time.pass(0);
  const before = till.events.length;
  for (let n = 0; n < 5; n += 1) await till.done('sale.commit', saleDraft());
  expect(till.events.length).toBe(before);
  till.time.pass(0);
  expect(till.events.slice(before).map(({ name }) => name)).toEqual(['status', 'journal', 'spool']);
  const { length } = till.events;
  till.till.status();
  till.time.pass(0);
  expect(till.events.length).toBe(length);
});
