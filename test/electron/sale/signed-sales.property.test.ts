/** SAL-1, SAL-2: whatever a window sends, what main signs is what HQ's own check confirms. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs, milli, minor, points } from '../../../shared/kernel/units.ts';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { checkSale } from '../../../shared/ledger/check-sale.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import { memberRow, product, TAX_A } from '../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { sellingTill } from '../../support/till/test-till.ts';

const SEED = 20_261_122;
const rules = programme({ rules: [baseRule(), doubleRule()] });
const compiled = compileProgramme(rules);

const line = fc.record({
  unit: fc.constantFrom('piece', 'kilogram'),
  priceMinor: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 100_000_000 })),
  quantityMilli: fc.constantFrom(1000, 1000, 2000, 3000, 9_999_000, 350, 0),
  taxId: fc.oneof({ weight: 30, arbitrary: fc.constant('A') }, { weight: 1, arbitrary: fc.constant('B') }),
  categoryId: fc.constantFrom('bakery', 'tobacco'),
});
const draft = fc.record({
  lines: fc.array(line, { minLength: 0, maxLength: 5 }),
  tierId: fc.constantFrom('bronze', 'silver', 'nobody', null),
  overMinor: fc.integer({ min: -100, max: 500 }),
  totalOffBy: fc.constantFrom(0, 0, 0, 1, -1),
  pointsOffBy: fc.constantFrom(0, 0, 0, 1, 100),
});

test('every signed sale passes the check that HQ will make', async () => {
  const hq = await useFakeHq();
  hq.says.programmes = [rules];
  const till = await sellingTill(hq);
  const { desk } = till.session();
  let signed = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(draft, async (made) => {
      const lines = made.lines.map((each, index) => {
        const { id, ...goods } = product({ unit: each.unit, taxId: each.taxId, categoryId: each.categoryId });
        const { priceMinor: _price, ...rest } = goods;
        return {
          ...rest,
          productId: id,
          n: index + 1,
          unitPriceMinor: minor(each.priceMinor),
          quantityMilli: milli(each.quantityMilli),
        };
      });
      const base = saleDraft();
      const member = made.tierId === null ? null : memberRow({ tierId: made.tierId });
      const clock = { wallMs: epochMs(0), businessDate: base.businessDate };
      const outcome = compute(compiled, { lines, member, taxes: [TAX_A], clock });
      const given = Math.max(0, outcome.totalMinor + made.overMinor);
      const answer = await till.call('sale.commit', {
        ...base,
        lines,
        member,
        tenders: [{ kind: 'cash', amountMinor: minor(given) }],
        shown: {
          totalMinor: minor(Math.max(0, outcome.totalMinor + made.totalOffBy)),
          earnedPoints: points(outcome.earnedPoints + made.pointsOffBy),
        },
      });
      if (!answer.ok) {
        refused += 1;
        return;
      }
      signed += 1;
      expect(made).toMatchObject({ pointsOffBy: 0 });
      const [wire] = desk.entries.wire(answer.value.seq, 1);
      const head = parseHead(wire?.head ?? '');
      const body = parseBody(wire?.body ?? '');
      if (!head.ok || !body.ok || body.value.kind !== 'SALE') throw new Error('not a sale that HQ can read');
      expect(checkSale({ head: head.value, body: body.value, compiled })).toBeNull();
    }),
    { seed: SEED, numRuns: 300 },
  );
  expect(signed).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});
