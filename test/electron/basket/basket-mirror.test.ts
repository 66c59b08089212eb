import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { basketOf, product } from '../../support/builders/basket.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { newBasket, saleDraft } from '../../support/till/drafts.ts';
import { sellingTill } from '../../support/till/test-till.ts';

const basket = { ...newBasket(77), lines: basketOf({ product: product(), pieces: 5 }).lines, nextN: 2 };

test('the open basket is there again after a restart, change by change', async () => {
  const till = await sellingTill(await useFakeHq());
  expect(await till.done('basket.load', null)).toBeNull();
  await till.done('basket.save', { ...basket, lines: [] });
  await till.done('basket.save', basket);
  expect(await (await till.restart()).done('basket.load', null)).toEqual(basket);
});

test('JRN-1 a sale ends its basket, and a paid basket never comes back', async () => {
  const till = await sellingTill(await useFakeHq());
  await till.done('basket.save', basket);
  await till.done('sale.commit', { ...saleDraft({ basket }), basketId: basket.id });
  expect(await till.done('basket.load', null)).toBeNull();
  expect(await till.call('basket.save', basket)).toEqual({ ok: false, failure: { code: 'SALE-DONE' } });
  expect(await till.done('basket.load', null)).toBeNull();
});

test('another basket that was opened meanwhile stays', async () => {
  const till = await sellingTill(await useFakeHq());
  await till.done('basket.save', basket);
  await till.done('sale.commit', saleDraft());
  expect(await till.done('basket.load', null)).toEqual(basket);
});

test('a mirror that cannot be read is an empty one', async () => {
  const till = await sellingTill(await useFakeHq());
  await till.done('basket.save', basket);
  await till.till.stop();
  const db = new DatabaseSync(join(till.userData, 'journal.sqlite'));
  db.exec(`UPDATE open_basket SET basket = '{"id": 5}'`);
  db.close();
  expect(await (await till.restart()).done('basket.load', null)).toBeNull();
});
