/** The judge of the case files, tried on cases of our own: what holds passes, what is wrong or unknown fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { declinedBy } from './declines/decline.ts';
import { zCase, zFile } from './format/case-schema.ts';
import { runCase } from './run-case.ts';

const folder = join(import.meta.dirname, 'own');
const casesOf = (file: string): readonly Record<string, unknown>[] =>
  zFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).cases as Record<string, unknown>[];
const every = readdirSync(folder).flatMap(casesOf);
const named = (id: string): Record<string, unknown> => {
  const found = every.find((each) => each['id'] === id);
  if (!found) throw new Error(`no case ${id}`);
  return structuredClone(found);
};

describe('cases of our own', () => {
  test.each(['baskets.json', 'ledger.json', 'plain.json'].flatMap(casesOf))('$title', (each) => {
    expect(runCase(each)).toEqual({ kind: 'passed', id: each['id'] });
  });
});

describe('a case that does not hold is reported', () => {
  test('with what was expected and what came out', () => {
    const wrong = named('own-basket-03');
    (wrong['steps'] as { expect: { total: string } }[])[0]!.expect.total = '65.01';
    expect(runCase(wrong)).toMatchObject({ kind: 'failed', differences: ['total: expected 6501, got 6500'] });
  });

  test.each([
    ['own-ledger-01', 'balance', 74],
    ['own-earn-01', 'points', 88],
    ['own-redeem-01', 'amount_minor', 301],
    ['own-tier-01', 'tier', 'Basic'],
  ])('whatever its kind: %s with another %s', (id, key, value) => {
    const wrong = named(id);
    wrong['expect'] = { ...(wrong['expect'] as object), [key]: value };
    expect(runCase(wrong).kind).toBe('failed');
  });

  test('when it holds something that the adapter does not know', () => {
    const spoilt = [
      { ...named('own-basket-01'), surprise: true },
      { ...named('own-ledger-01'), unit: 'stones' },
      { ...named('own-earn-01'), rules: [{ type: 'per_moon', points: 1 }] },
      { ...named('own-basket-01'), steps: [{ do: [{ dance: true }], expect: {} }] },
      { ...named('own-basket-01'), steps: [{ do: [], expect: { mood: 'good' } }] },
      { ...named('own-basket-01'), steps: [{ do: [{ add: { sku: 'GONE', qty: 1 } }], expect: {} }] },
      'no case at all',
    ];
    for (const each of spoilt) expect(runCase(each)).toMatchObject({ kind: 'failed' });
  });
});

describe('a case that our rules decide otherwise is declined by what it holds', () => {
  test.each(casesOf('declined.json'))('$title', (each) => {
    expect(runCase(each)).toMatchObject({ kind: 'declined', rule: expect.stringMatching(/^[A-Z]{3}-\d+$/) });
  });

  test('its name, title and source say nothing, nor does a figure that is merely wrong', () => {
    for (const each of every) {
      const other = { ...each, id: 'x', title: 'y', note: 'z', source: { repo: 'elsewhere' } };
      expect(declinedBy(zCase.parse(other))).toEqual(declinedBy(zCase.parse(each)));
    }
    const wrong = named('own-basket-03');
    (wrong['steps'] as { expect: object }[])[0]!.expect = { total: '1.00', discount_total: '7.00' };
    expect(declinedBy(zCase.parse(wrong))).toBeNull();
  });

  const shop = (parts: object): unknown => ({
    ...named('own-basket-01'),
    programmes: [],
    steps: [],
    ...parts,
  });
  const percents = (scope: string, ...values: number[]) =>
    values.map((value, at) => ({
      id: `p${at}`,
      type: 'promotion',
      rewards: [{ id: `r${at}`, type: 'percent', value, scope, apply: 'auto' }],
    }));

  test.each([
    ['ORD-3', { steps: twice('1.00', '2.00') }],
    ['DSC-1', { programmes: percents('each_unit', 1.5), products: [{ sku: 'A', price: '1.01' }] }],
    ['DSC-1', { programmes: percents('items', 10, 10, 10), products: [{ sku: 'A', price: '0.99' }] }],
    [
      'DSC-1',
      {
        programmes: percents('order', 5),
        products: [
          { sku: 'A', price: '0.99', tax: [{ rate: 5, mode: 'incl' }] },
          { sku: 'B', price: '0.99' },
        ],
      },
    ],
    [
      'TAX-1',
      {
        products: [
          {
            sku: 'A',
            price: '1.00',
            tax: [
              { rate: 5, mode: 'incl' },
              { rate: 5, mode: 'excl' },
            ],
          },
        ],
      },
    ],
    [
      'RET-4',
      { steps: [{ do: [{ set_member: 'a' }, { pay: true }, { refund_last_order_to: 'b' }], expect: {} }] },
    ],
  ])('%s decides otherwise', (rule, parts) => {
    expect(declinedBy(zCase.parse(shop(parts)))).toMatchObject({ rule });
  });

  test('the same basket with the same sums is run, in whatever order it was entered', () => {
    expect(declinedBy(zCase.parse(shop({ steps: twice('1.00', '1.00') })))).toBeNull();
  });

  function twice(first: string, second: string) {
    return [
      { do: [{ code: 'A' }, { code: 'B' }], expect: { total: first } },
      {
        do: [{ drop_reward: 'none' }, { new_order: true }, { code: 'B' }, { code: 'A' }],
        expect: { total: second },
      },
    ];
  }
});
