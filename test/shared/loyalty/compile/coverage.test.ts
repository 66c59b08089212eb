import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine } from '../../../../shared/basket/basket.ts';
import { asId, type PartnerId, type RuleId } from '../../../../shared/kernel/ids.ts';
import { milli, minor } from '../../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../../shared/loyalty/compile/compile-programme.ts';
import { coverageOf } from '../../../../shared/loyalty/compile/coverage.ts';
import type { GoodsSet } from '../../../../shared/loyalty/programme/goods.ts';
import { baseRule, programme } from '../../../support/builders/programme.ts';

const few = (prefix: string) => fc.constantFrom(...[1, 2, 3].map((n) => `${prefix}-${n}`));
const some = (prefix: string) => fc.array(few(prefix), { maxLength: 2 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const aLine: fc.Arbitrary<BasketLine> = fc
  .record({
    productId: few('p'),
    categoryId: few('c'),
    tags: fc.uniqueArray(few('t'), { maxLength: 2 }),
    partnerId: optional(few('r').map((id) => asId<PartnerId>(id))),
    reduced: fc.constantFrom(true, undefined),
    giftCardId: fc.constantFrom(undefined, undefined, 'g-1'),
  })
  .map((parts) => ({ ...LINE, ...parts }) as unknown as BasketLine);

const LINE = {
  n: 1,
  code: '1',
  name: 'x',
  taxId: 'A',
  unit: 'piece',
  unitPriceMinor: minor(100),
  quantityMilli: milli(1000),
};

const aSet = fc.record(
  {
    products: some('p'),
    categories: some('c'),
    tags: some('t'),
    partners: some('r'),
    reduced: fc.constant(true as const),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<GoodsSet>;

test('ACC-2 what the index says a rule covers is what the rule says, in the order of the lines', () => {
  const rules = fc.array(fc.record({ include: optional(aSet), exclude: optional(aSet) }), { maxLength: 8 });
  fc.assert(
    fc.property(rules, fc.array(aLine, { maxLength: 12 }), (selectors, basket) => {
      const compiled = compileProgramme(
        programme({
          rules: selectors.map((on, n) => baseRule({ id: asId<RuleId>(`rule-${n}`), on: on as object })),
        }),
      );
      const lines = basket.map((line) => ({ line }));
      const coverage = coverageOf(compiled, lines);
      for (const each of compiled.rules)
        expect(coverage(each)).toEqual(lines.filter(({ line }) => each.covers(line)));
    }),
  );
});

test('a rule on goods that are not there is asked nothing', () => {
  let asked = 0;
  const { rules, index } = compileProgramme(
    programme({ rules: [baseRule({ on: { include: { products: [asId('p-9')] } } })] }),
  );
  const [each] = rules.map((rule) => ({ ...rule, covers: () => (asked += 1) > 0 }));
  const line = { ...LINE, productId: 'p-1', categoryId: 'c-1', tags: [] } as unknown as BasketLine;
  expect(each && coverageOf({ index }, [{ line }])(each)).toEqual([]);
  expect(asked).toBe(0);
});
