import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import type { SaleBody } from '../../../shared/ledger/body.ts';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { checkSale } from '../../../shared/ledger/check-sale.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { saleClaim, saleParts, saleTotals } from '../../../shared/ledger/sale-claim.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import { basketOf, memberRow, product, seen } from '../../support/builders/basket.ts';
import { entryHead, hashOf } from '../../support/builders/entry.ts';
import { programme } from '../../support/builders/programme.ts';

const compiled = compileProgramme(programme());
const given = seen(basketOf({ product: product({ priceMinor: minor(31_400) }) }).lines, {
  member: memberRow(),
});
const outcome = compute(compiled, given);

const body: SaleBody = {
  kind: 'SALE',
  seen: given,
  ...saleClaim(compiled, outcome),
  tenders: [{ kind: 'cash', amountMinor: minor(40_000) }],
  changeMinor: minor(8_600),
  receipt: { schema: 'puncta-receipt/2', kind: 'sale' },
};

const head: EntryHead = entryHead({
  member: memberRow().id,
  parts: saleParts(outcome),
  totals: saleTotals(outcome, 'MDL'),
  programme: { version: 1, hash: hashOf(1) },
  wallMs: given.clock.wallMs,
  businessDate: given.clock.businessDate,
});

test('SAL-2 an honest sale has no fault, also after it went over the wire', () => {
  expect(checkSale({ head, body, compiled })).toBeNull();
  const read = parseBody(canonicalText(body));
  expect(read.ok && read.value.kind === 'SALE' && checkSale({ head, body: read.value, compiled })).toBeNull();
});

describe('SAL-2 a forged claim is named', () => {
  const firstLine = body.lines[0];
  const forgeries: readonly { fault: string; head?: Partial<EntryHead>; body?: Partial<SaleBody> }[] = [
    { fault: 'parts', head: { parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: 310 }] } },
    { fault: 'parts', head: { parts: [] } },
    { fault: 'totals', head: { totals: { ...saleTotals(outcome, 'MDL'), grossMinor: minor(1) } } },
    { fault: 'totals', head: { totals: null } },
    { fault: 'programme', head: { programme: { version: 2, hash: hashOf(1) } } },
    { fault: 'member', head: { member: 'm-2' as never } },
    { fault: 'lines', body: { lines: firstLine ? [{ ...firstLine, totalMinor: minor(1) }] : [] } },
    { fault: 'lines', body: { taxes: [] } },
    {
      fault: 'explanation',
      body: {
        explanation: {
          ...outcome.explanation,
          fired: outcome.explanation.fired.map((rule) => ({ ...rule, points: points(1) })),
        },
      },
    },
  ];
  test.each(forgeries)('$fault', ({ fault, ...forged }) => {
    const claim = { head: { ...head, ...forged.head }, body: { ...body, ...forged.body }, compiled };
    expect(checkSale(claim)).toBe(fault);
  });
});

test.each([
  { name: 'too little money', tenders: 31_399, change: 0 },
  { name: 'too much change', tenders: 40_000, change: 8_601 },
  { name: 'too little change', tenders: 40_000, change: 8_599 },
])('SAL-3 $name is a fault', ({ tenders, change }) => {
  const forged: SaleBody = {
    ...body,
    tenders: [{ kind: 'cash', amountMinor: minor(tenders) }],
    changeMinor: minor(change),
  };
  expect(checkSale({ head, body: forged, compiled })).toBe('tenders');
});
