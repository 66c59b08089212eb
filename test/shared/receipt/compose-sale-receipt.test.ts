import { expect, test } from 'vitest';
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { SaleBody } from '../../../shared/ledger/body.ts';
import { saleClaim, saleParts } from '../../../shared/ledger/sale-claim.ts';
import { bodyText } from '../../../shared/ledger/texts.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { OutcomeEffect } from '../../../shared/loyalty/outcome/outcome.ts';
import { composeSaleReceipt } from '../../../shared/receipt/compose-sale-receipt.ts';
import { makeSaleFrame } from '../../../shared/receipt/sale-frame.ts';
import { basketOf, memberRow, product, seen } from '../../support/builders/basket.ts';
import { programme } from '../../support/builders/programme.ts';
import { place } from '../../support/fake-hq/documents.ts';

const sold = programme();
const compiled = compileProgramme(sold);

function sale(count: number): { body: SaleBody; parts: ReturnType<typeof saleParts> } {
  const goods = Array.from({ length: count }, (_, index) => ({
    product: product({ id: `p-${index}`, code: `48400000${10_000 + index}`, name: `Pâine albă ${index}` }),
    pieces: 3,
  }));
  const row = memberRow();
  const given = seen(basketOf(...goods).lines, { member: row });
  const outcome = compute(compiled, given);
  const receipt = makeSaleFrame({
    place: place(),
    language: 'ro',
    number: 't-1-1-7',
    cashierName: 'Ana Rusu',
    programme: sold,
    member: { row, own: [] },
  });
  const tenders = [{ kind: 'cash' as const, amountMinor: outcome.totalMinor }];
  const body: SaleBody = {
    kind: 'SALE',
    seen: given,
    ...saleClaim(compiled, outcome),
    tenders,
    changeMinor: minor(0),
    receipt,
  };
  return { body, parts: saleParts(outcome) };
}

test('SAL-5 a receipt is composed from the entry, the same after the texts were read again', () => {
  const made = sale(3);
  const receipt = composeSaleReceipt(made);
  expect(receipt).toMatchObject({
    number: 't-1-1-7',
    wallMs: made.body.seen.clock.wallMs,
    totals: { totalMinor: 9_000 },
    lines: [{ name: 'Pâine albă 0', totalMinor: 3_000 }, {}, {}],
    loyalty: { memberId: 'm-1', earnedPoints: 9, availablePoints: 100, pendingPoints: 9 },
  });
  const read = JSON.parse(bodyText(made.body)) as SaleBody;
  expect(composeSaleReceipt({ ...made, body: read })).toEqual(receipt);
});

test('SAL-5 no name of goods and no reason stands in a body twice', () => {
  const text = bodyText(sale(5).body);
  for (let index = 0; index < 5; index += 1) expect(text.split(`Pâine albă ${index}`)).toHaveLength(2);
  expect(text.split('"fired"')).toHaveLength(2);
});

test('SAL-6 effects of one kind, asset, holder and life are one part', () => {
  const effect = (changes: Partial<OutcomeEffect>): OutcomeEffect => ({
    effect: 'EARN',
    asset: 'points',
    amount: 10,
    ruleId: 'payment',
    ...changes,
  });
  const friend = asId<MemberId>('m-2');
  expect(
    saleParts({
      effects: [
        effect({}),
        effect({ asset: 'wallet', amount: 7 }),
        effect({ amount: 5 }),
        effect({ to: friend }),
        effect({ validDays: 30 }),
        effect({ amount: 0, asset: 'stamps:coffee' }),
      ],
    }),
  ).toEqual([
    { n: 1, effect: 'EARN', asset: 'points', amount: 15 },
    { n: 2, effect: 'EARN', asset: 'wallet', amount: 7 },
    { n: 3, effect: 'EARN', asset: 'points', amount: 10, to: friend },
    { n: 4, effect: 'EARN', asset: 'points', amount: 10, validDays: 30 },
  ]);
});
