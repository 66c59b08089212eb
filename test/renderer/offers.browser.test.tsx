import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asId, type CouponId, type ProductId, type RuleId } from '../../shared/kernel/ids.ts';
import { bps, minor } from '../../shared/kernel/units.ts';
import type { Rule } from '../../shared/loyalty/programme/rule.ts';
import { product } from '../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../support/builders/programme.ts';
import type { FakePuncta } from './support/fake-puncta.ts';
import { type OpenWindow, openWindow } from './support/open-window.tsx';
import { press, scanCode, typeKeys } from './support/press-keys.ts';
import { BREAD, MILK, shop } from './support/shop.ts';

const same = (text: string) => ({ ro: text, ru: text, en: text });
const rule = (id: string, name: string, rest: Omit<Rule, 'id' | 'name'>): Rule => ({
  id: asId<RuleId>(id),
  name: same(name),
  ...rest,
});
const only = (id: string) => ({ include: { products: [asId<ProductId>(id)] } });

const CUP = product({
  id: asId<ProductId>('p-cup'),
  code: '4840000000091',
  name: 'Cup',
  priceMinor: minor(4_500),
});
const AUTUMN = asId<CouponId>('autumn');
const WINTER = asId<CouponId>('winter');

const SHOP_RULES: readonly Rule[] = [
  baseRule(),
  doubleRule(),
  rule('bread', 'Bread -10%', { on: only('p-bread'), give: { kind: 'percentOff', percentBps: bps(1_000) } }),
  rule('milk', 'Milk offer', {
    on: only('p-milk'),
    take: 'offer',
    give: { kind: 'amountOff', amountMinor: minor(500) },
  }),
  rule('cup', 'A free cup', {
    from: { sumMinor: minor(10_000) },
    give: { kind: 'freeGoods', mode: 'extra', units: 1, goods: { products: [CUP.id] } },
  }),
  rule('autumn', 'Autumn code', {
    when: { coupon: AUTUMN },
    on: only('p-milk'),
    give: { kind: 'percentOff', percentBps: bps(2_000) },
  }),
  rule('winter', 'Winter code', {
    when: { coupon: WINTER },
    from: { sumMinor: minor(50_000) },
    give: { kind: 'percentOff', percentBps: bps(500) },
  }),
];

let fake: FakePuncta;
let till: OpenWindow;

beforeEach(async () => {
  fake = shop({
    products: [BREAD, MILK, CUP],
    programme: programme({
      rules: SHOP_RULES,
      coupons: [
        { id: AUTUMN, kind: 'shared', code: 'TOAMNA', name: same('Autumn') },
        { id: WINTER, kind: 'shared', code: 'IARNA', name: same('Winter') },
      ],
    }),
  });
  till = await openWindow(fake);
  await expect.poll(() => till.till.store.loads.get().members.done, { timeout: 10_000 }).toBe(true);
});
afterEach(() => till.closeAndForget());

const lines = () => expect.poll(till.lines);
const part = (name: string) => expect.poll(() => till.text(name));
const receipt = () => fake.sales.at(-1)?.receipt;

test('a discount stands on its line with its reason, over the struck shelf price', async () => {
  scanCode(BREAD.code);
  await lines().toEqual(['Pâine albă−1.00 Bread -10% | 1 pcs | 10.00 | 10.009.00']);
  expect(till.text('total')).toContain('9.00');
  expect(till.text('saved')).toContain('1.00');
});

describe('offers', () => {
  test('F6 lists them; a number and Enter take one, and give it up again', async () => {
    scanCode(MILK.code);
    await part('best-offer').toContain('Milk offer: saves 5.00');
    press('F6');
    await part('offers').toContain('Milk offer');
    typeKeys('1');
    press('Enter');
    await part('total').toContain('20.00');
    await part('offers').toContain('taken: −5.00');
    press('Enter');
    await part('total').toContain('25.00');
    press('Escape');
    await part('member').toContain('Card or phone');
  });

  test('what was taken is signed with the sale and stands on its receipt', async () => {
    scanCode(MILK.code);
    await part('best-offer').toContain('Milk offer');
    press('F6');
    press('Enter');
    await part('total').toContain('20.00');
    press('F12');
    press('F9');
    await expect.poll(receipt).toMatchObject({ totals: { totalMinor: 2_000, discountMinor: 500 } });
    const draft = fake.calls.find(({ name }) => name === 'sale.commit')?.request;
    expect(draft).toMatchObject({ claims: [{ ruleId: 'milk' }] });
  });

  test('a scan while offers are open sells, and takes nothing', async () => {
    scanCode(MILK.code);
    await part('best-offer').toContain('Milk offer');
    press('F6');
    scanCode(BREAD.code);
    await lines().toHaveLength(2);
    expect(till.text('total')).toContain('34.00');
  });

  test('without any the key says so', async () => {
    press('F6');
    await part('notice').toContain('no offers');
  });
});

describe('goods given free', () => {
  beforeEach(async () => {
    typeKeys('4*');
    scanCode(MILK.code);
    await lines().toHaveLength(1);
  });

  test('they are chosen by a number and stand on a line at zero', async () => {
    press('F6');
    await part('offers').toContain('A free cup');
    press('ArrowDown');
    press('Enter');
    await part('offers').toContain('Cup');
    await expect.poll(() => document.querySelectorAll('[data-part="offer"]').length).toBe(1);
    typeKeys('1');
    press('Enter');
    await lines().toContain('CupGift: A free cup | 1 pcs | 45.00 | 45.000.00');
    expect(till.text('total')).toContain('100.00');
  });

  test('scanned while choosing they are the gift, and other goods are refused', async () => {
    press('F6');
    press('ArrowDown');
    press('Enter');
    await part('offers').toContain('Choose');
    scanCode(BREAD.code);
    await part('notice').toContain('not among the free goods');
    expect(till.lines()).toHaveLength(1);
    scanCode(CUP.code);
    await lines().toHaveLength(2);
    expect(till.text('total')).toContain('100.00');
  });

  test('a gift whose right is gone says so and costs its shelf price', async () => {
    press('F6');
    press('ArrowDown');
    press('Enter');
    await part('offers').toContain('Choose');
    scanCode(CUP.code);
    await lines().toHaveLength(2);
    press('ArrowUp');
    typeKeys('1');
    press('F4');
    await part('total').toContain('70.00');
    expect(till.lines().join()).toContain('No right to this gift');
  });
});

describe('promo codes', () => {
  test('a typed code is recognised, in small letters too, and counts', async () => {
    scanCode(MILK.code);
    await lines().toHaveLength(1);
    scanCode('toamna');
    await part('notice').toContain('Coupon TOAMNA counts');
    await part('total').toContain('20.00');
    await till.till.sale.settled();
    expect(fake.basket()?.coupons).toEqual([{ couponId: 'autumn' }]);
  });

  test('one whose terms are not met is kept and says so', async () => {
    scanCode(MILK.code);
    scanCode('IARNA');
    await part('notice').toContain('does not meet its terms yet');
    press('F6');
    await part('offers').toContain('Coupon: Winter');
  });

  test('one that another offer beats says so, and counts again when that is gone', async () => {
    scanCode(MILK.code);
    scanCode('IARNA');
    fake.setProgramme(
      programme({
        version: 2,
        rules: [
          ...SHOP_RULES.map((each) => (each.id === 'winter' ? { ...each, from: {} } : each)),
          rule('better', 'Better', { give: { kind: 'percentOff', percentBps: bps(2_000) } }),
        ],
        coupons: [{ id: WINTER, kind: 'shared', code: 'IARNA', name: same('Winter') }],
      }),
    );
    await part('total').toContain('20.00');
    press('F6');
    await part('offers').toContain('another offer saves more');
  });

  test('while money is taken no key to the offers is there', async () => {
    scanCode(MILK.code);
    await part('best-offer').toContain('Milk offer');
    expect(document.querySelector('[data-part="offers-strip"] button')).not.toBeNull();
    press('F12');
    await part('pay').toContain('To pay');
    expect(document.querySelector('[data-part="offers-strip"] button')).toBeNull();
  });

  test('the same code again changes nothing', async () => {
    scanCode(MILK.code);
    scanCode('TOAMNA');
    scanCode('TOAMNA');
    await part('notice').toContain('in this sale already');
    expect(till.text('total')).toContain('20.00');
  });

  test('a code that nobody knows is an unknown code', async () => {
    scanCode('NIMIC');
    await expect
      .poll(() => document.querySelector('[data-part="notice"]')?.getAttribute('data-code'))
      .toBe('SCAN-UNKNOWN');
  });

  test('offers and coupons are there after a restart', async () => {
    scanCode(MILK.code);
    scanCode('TOAMNA');
    await part('total').toContain('20.00');
    await till.till.sale.settled();
    await till.closeAndForget();
    till = await openWindow(fake);
    await part('total').toContain('20.00');
  });
});
