/** An invoice becomes a basket; what cannot be sold is refused for one reason. */
import { describe, expect, test } from 'vitest';
import { basketId, basketOf, type MadeBasket } from '../../replay/basket-of.ts';
import { type Reason, refusalOf } from '../../replay/refusal.ts';
import { cardNumber, memberId } from '../../replay/shop/card.ts';
import { type Goods, productOf, stockCode } from '../../replay/shop/goods.ts';
import { zEntryId } from '../../shared/kernel/schema.ts';
import { epochMs, minor } from '../../shared/kernel/units.ts';
import { readScan } from '../../shared/scan/read-scan.ts';
import { type Cells, receiptLine } from '../support/replay/receipts.ts';

function made(rows: readonly Cells[]): MadeBasket {
  const lines = rows.map((row, index) => receiptLine(row, index + 2));
  const goods = new Map<string, Goods>(
    lines.map(({ code: given, description: name, price }) => {
      const code = stockCode(given);
      return [code, { code, name, priceMinor: price.minor }];
    }),
  );
  return basketOf({ number: '536365', atMs: epochMs(1_291_191_960_000), lines }, goods);
}

const reasons = ({ refused }: MadeBasket): readonly string[] =>
  refused.map(({ line, reason }) => `${line.lineNo} ${reason}`);

test.each<[Reason, Cells]>([
  ['return', { InvoiceNo: 'C536379', StockCode: 'D', Quantity: '-1' }],
  ['adjustment', { InvoiceNo: 'A563186', StockCode: 'B', UnitPrice: '-11062.06' }],
  ['noGoods', { StockCode: 'BANK CHARGES', UnitPrice: '0.001' }],
  ['negativeQuantity', { Quantity: '-600', UnitPrice: '0' }],
  ['negativeQuantity', { Quantity: '0' }],
  ['finePrice', { StockCode: 'PADS', UnitPrice: '0.001' }],
  ['zeroPrice', { UnitPrice: '0' }],
  ['negativePrice', { UnitPrice: '-2.55' }],
  ['highPrice', { UnitPrice: '1000000.01' }],
])('RPL-2 %s: %o', (reason, changes) => {
  expect(refusalOf(receiptLine(changes))).toBe(reason);
  expect(made([changes, {}])).toMatchObject({ refused: [{ reason }], sold: [{ lineNo: 3 }] });
});

test('RPL-2 a line of another customer is refused, not sold to the wrong member', () => {
  const found = made([{}, { CustomerID: '13047', StockCode: '1' }, { CustomerID: '', StockCode: '2' }]);
  expect(reasons(found)).toEqual(['3 otherCustomer', '4 otherCustomer']);
  expect(found.customer).toBe('17850');
});

test('RPL-2, RPL-5 equal lines join; what would pass 9,999 pieces is refused and the rest is sold', () => {
  const found = made([{ Quantity: '5000' }, { Quantity: '4999' }, {}, { Quantity: '1', UnitPrice: '3.00' }]);
  expect(reasons(found)).toEqual(['4 quantityLimit']);
  expect(found.basket.lines).toMatchObject([
    { quantityMilli: 9_999_000, unitPriceMinor: 255 },
    { quantityMilli: 1_000, unitPriceMinor: 300 },
  ]);
  expect(reasons(made([{ Quantity: '80995' }]))).toEqual(['2 quantityLimit']);
  expect(reasons(made([{ Quantity: '999999999999' }]))).toEqual(['2 quantityLimit']);
});

test('RPL-2 a basket is full at 500 lines; equal goods still join', () => {
  const found = made([
    ...Array.from({ length: 502 }, (_, index) => ({ StockCode: String(index) })),
    { StockCode: '7' },
  ]);
  expect(reasons(found)).toEqual(['502 basketLimit', '503 basketLimit']);
  expect(found.sold).toHaveLength(501);
});

test('RPL-4 one thing under a code in two cases is one line', () => {
  const { basket } = made([{ StockCode: '85123A' }, { StockCode: '85123a' }]);
  expect(basket.lines).toMatchObject([{ code: '85123A', quantityMilli: 12_000 }]);
});

describe('RPL-4 what a code stands for', () => {
  const product = (code: string, name = 'RED MUG') => productOf({ code, name, priceMinor: minor(100) });
  test.each([
    ['POST', ['service'], 'A'],
    ['M', ['service'], 'A'],
    ['GIFT_0001_20', ['voucher'], 'Z'],
    ['DCGS0003', [], 'A'],
    ['22086', [], 'A'],
  ])('%s has the tags %j and the tax %s', (code, tags, taxId) => {
    expect(product(code)).toMatchObject({ id: `p-${code}`, tags, taxId });
  });
  test('Christmas stands in the name', () => {
    expect(product('22086', "PAPER CHAIN KIT 50'S CHRISTMAS").tags).toEqual(['christmas']);
    expect(product('1', 'XMASTREE').tags).toEqual([]);
  });
  test('codes that no id can hold get ids of their own', () => {
    const ids = ['A B', 'A_B', 'A:B'].map((code) => product(code).id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\x21-\x7e]{3,64}$/);
  });
});

test('RPL-4 a customer has a card that a scanner knows for one, and is always the same member', () => {
  expect(readScan(cardNumber('17850'))).toMatchObject({ ok: true, value: { kind: 'memberCard' } });
  expect(cardNumber('17850')).not.toBe(cardNumber('17851'));
  expect(memberId('17850')).toBe(memberId('17850'));
  expect(memberId('17850')).not.toBe(memberId('17851'));
});

test('RPL-6 an invoice always becomes the same basket, and no other invoice does', () => {
  const atMs = epochMs(1_291_191_960_000);
  const id = basketId('536365', atMs);
  expect(zEntryId().parse(id)).toBe(basketId('536365', atMs));
  expect(basketId('536366', atMs)).not.toBe(id);
});
