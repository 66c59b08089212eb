import { expect, test } from 'vitest';
import type { Tax } from '../../../shared/catalog/product.ts';
import { asId, type TaxId } from '../../../shared/kernel/ids.ts';
import { bps, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import { zProgramme } from '../../../shared/loyalty/programme/programme-schema.ts';
import { tierForSpend } from '../../../shared/loyalty/tier/tier.ts';
import { basketOf, product, seen, TAX_A } from '../../support/builders/basket.ts';
import { programme } from '../../support/builders/programme.ts';

test.each([
  { spend: 0, tier: 'bronze' },
  { spend: 99_999, tier: 'bronze' },
  { spend: 100_000, tier: 'silver' },
  { spend: 499_999, tier: 'silver' },
  { spend: 500_000, tier: 'gold' },
])('TIER-1 a spend of $spend belongs to $tier', ({ spend, tier }) => {
  expect(tierForSpend(programme(), minor(spend))?.id).toBe(tier);
});

const tax = (rateBps: number, mode: Tax['mode']): Tax => ({ ...TAX_A, rateBps: bps(rateBps), mode });

test.each([
  { rateBps: 2000, mode: 'included', sum: 12_000, taxMinor: 2_000 },
  { rateBps: 2000, mode: 'included', sum: 1_001, taxMinor: 167 },
  { rateBps: 800, mode: 'included', sum: 10_000, taxMinor: 741 },
  { rateBps: 2000, mode: 'added', sum: 1_003, taxMinor: 201 },
  { rateBps: 0, mode: 'included', sum: 1_000, taxMinor: 0 },
] as const)('TAX-1 $rateBps bps $mode in $sum is $taxMinor', ({ rateBps, mode, sum, taxMinor }) => {
  const lines = basketOf({ product: product({ priceMinor: minor(sum) }) }).lines;
  const outcome = compute(compileProgramme(programme()), seen(lines, { taxes: [tax(rateBps, mode)] }));
  expect(outcome.taxes.map((each) => each.taxMinor)).toEqual([taxMinor]);
});

test('TAX-1 tax is rounded on the rate’s sum, not line by line', () => {
  const third = { priceMinor: minor(101) };
  const lines = basketOf(
    { product: product({ ...third, id: 'a', code: '1' }) },
    { product: product({ ...third, id: 'b', code: '2' }) },
    { product: product({ ...third, id: 'c', code: '3', taxId: asId<TaxId>('B') }) },
  ).lines;
  const both = [TAX_A, { ...tax(800, 'included'), id: asId<TaxId>('B'), letter: 'B' }];
  const outcome = compute(compileProgramme(programme()), seen(lines, { taxes: both }));
  expect(outcome.taxes.map((each) => [each.letter, each.totalMinor, each.taxMinor])).toEqual([
    ['A', 202, 34],
    ['B', 101, 7],
  ]);
});

test('ORD-2 the outcome already has the place of every step', () => {
  const outcome = compute(compileProgramme(programme()), seen(basketOf({ product: product() }).lines));
  expect(outcome).toMatchObject({
    grossMinor: 1_000,
    discountMinor: 0,
    totalMinor: 1_000,
    earningBaseMinor: 1_000,
  });
});

test.each([
  { name: 'tiers that do not start at zero', changes: { tiers: programme().tiers.slice(1) } },
  { name: 'an unknown field', changes: { discount: 5 } },
  { name: 'another schema', changes: { schema: 'puncta-programme/9' } },
  { name: 'an impossible date', changes: { effectiveFrom: '22.11.2026' } },
])('a programme with $name is refused', ({ changes }) => {
  expect(zProgramme.safeParse(programme()).success).toBe(true);
  expect(zProgramme.safeParse({ ...programme(), ...changes }).success).toBe(false);
});
