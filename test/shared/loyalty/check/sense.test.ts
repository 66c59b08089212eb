import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../../shared/kernel/language.ts';
import { checkProgramme } from '../../../../shared/loyalty/check/check-programme.ts';
import type { KnownGoods } from '../../../../shared/loyalty/check/known-goods.ts';
import { PROBLEMS, type ProblemCode } from '../../../../shared/loyalty/check/problem.ts';
import { problemText } from '../../../../shared/terms/problem-text.ts';
import { programme } from '../../../support/builders/programme.ts';

const shop: KnownGoods = {
  goods: [
    { productId: 'milk', categoryId: 'dairy', tags: ['fresh'] },
    { productId: 'tea', categoryId: 'drinks', tags: [] },
  ],
};
const name = { ro: 'a', ru: 'a', en: 'a' };
const off = { kind: 'percentOff', percentBps: 500 };
const earn = { kind: 'earnFixed', amount: 1 };

const told = (changes: object) =>
  checkProgramme(
    { ...programme(), redemption: { as: 'discount', shareOfReceiptBps: 5000 }, rules: [], ...changes },
    shop,
  ).problems;
const brief = (changes: object) =>
  told(changes)
    .filter(({ code }) => code !== 'label-missing')
    .map(({ code, path, suggestion }) => `${code} ${path}${suggestion === null ? '' : ` → ${suggestion}`}`);
const rule = (parts: object) => ({ rules: [{ id: 'r', name, give: off, ...parts }] });
const include = (goods: object) => rule({ on: { include: goods } });

const cases: readonly [string, object, ProblemCode, string][] = [
  [
    'a category',
    include({ categories: ['diary'] }),
    'unknown-category',
    'rules[0].on.include.categories[0] → dairy',
  ],
  ['a tag', include({ tags: ['frseh'] }), 'unknown-tag', 'rules[0].on.include.tags[0] → fresh'],
  [
    'a product',
    include({ products: ['millk'] }),
    'unknown-product',
    'rules[0].on.include.products[0] → milk',
  ],
  ['a level', rule({ when: { tiers: ['sliver'] } }), 'unknown-tier', 'rules[0].when.tiers[0] → silver'],
  ['a coupon', rule({ when: { coupon: 'spring' } }), 'unknown-coupon', 'rules[0].when.coupon'],
  [
    'a partner',
    rule({ fundedBy: { partnerId: 'baker', shareBps: 5000 } }),
    'unknown-partner',
    'rules[0].fundedBy.partnerId',
  ],
  [
    'a group',
    { ...rule({ stack: { group: 'baskt' } }), stackGroups: [{ id: 'best', combine: 'best' }] },
    'unknown-group',
    'rules[0].stack.group → basket',
  ],
  [
    'steps',
    rule({
      give: {
        kind: 'quantityBreaks',
        steps: [
          { fromMilli: 5000, percentBps: 100 },
          { fromMilli: 5000, percentBps: 200 },
        ],
      },
    }),
    'not-ascending',
    'rules[0].give.steps[1].fromMilli',
  ],
  [
    'a step that gives less',
    rule({
      give: {
        kind: 'receiptBreaks',
        steps: [
          { fromMinor: 100, percentBps: 300 },
          { fromMinor: 200, percentBps: 200 },
        ],
      },
    }),
    'gives-less',
    'rules[0].give.steps[1]',
  ],
  ['a date', rule({ when: { from: '2026-02-30' } }), 'no-such-date', 'rules[0].when.from'],
  [
    'a period',
    rule({ when: { from: '2026-05-02', to: '2026-05-01' } }),
    'dates-reversed',
    'rules[0].when.to',
  ],
  ['a period long ago', rule({ when: { to: '2025-05-01' } }), 'outside-programme', 'rules[0].when'],
  ['hours', rule({ when: { hours: { fromMinute: 60, toMinute: 60 } } }), 'no-hours', 'rules[0].when.hours'],
  [
    'guests with a level',
    rule({ when: { who: 'guest', tiers: ['silver'] } }),
    'never-holds',
    'rules[0].when.tiers',
  ],
  [
    'guests who earn',
    { ...rule({ give: earn, when: { who: 'guest' } }) },
    'never-holds',
    'rules[0].when.who',
  ],
  [
    'two counts of visits',
    rule({ when: { nthVisit: 3, everyVisits: 2 } }),
    'never-holds',
    'rules[0].when.everyVisits',
  ],
  [
    'excluded goods',
    rule({ on: { include: { tags: ['fresh'] }, exclude: { tags: ['fresh'] } } }),
    'covers-nothing',
    'rules[0].on',
  ],
  [
    'no free goods',
    rule({ give: { kind: 'freeGoods', mode: 'extra', units: 1, goods: {} } }),
    'nothing-free',
    'rules[0].give.goods',
  ],
  [
    'any free goods',
    rule({ give: { kind: 'freeGoods', mode: 'extra', units: 1 } }),
    'anything-free',
    'rules[0].give',
  ],
  [
    'a badge for shopping',
    rule({ give: { ...earn, asset: 'badge:x' } }),
    'cannot-be-earned',
    'rules[0].give.asset',
  ],
  ['stamps that nothing takes', rule({ give: { ...earn, asset: 'stamps:tea' } }), 'never-spent', 'rules'],
  [
    'a cost nobody earns',
    {
      ...rule({ give: { ...earn, asset: 'stamps:tea' } }),
      rewards: [{ id: 'w', name, give: off, cost: { asset: 'stamps:tae', amount: 5 } }],
    },
    'never-earned',
    'rewards[0].cost.asset → stamps:tea',
  ],
  ['points without worth', { point: { scale: 1, worthMinor: 0 } }, 'worth-nothing', 'point.worthMinor'],
  ['a code', { coupons: [{ id: 'c', name, kind: 'shared' }] }, 'code-missing', 'coupons[0].code'],
  [
    'a coupon nobody asks for',
    { coupons: [{ id: 'c', name, kind: 'bearer' }] },
    'coupon-unused',
    'coupons[0]',
  ],
  [
    'a coupon nobody gives',
    { ...rule({ when: { coupon: 'c' } }), coupons: [{ id: 'c', name, kind: 'personal' }] },
    'coupon-never-given',
    'coupons[0]',
  ],
  [
    'one progress counted twice',
    {
      rules: ['a', 'b'].map((id) => ({
        id,
        name,
        give: {
          kind: 'quest',
          questId: 'q',
          count: 'visits',
          target: 5,
          award: { kind: 'points', points: 5 },
        },
      })),
    },
    'quest-twice',
    'rules[1].give.questId',
  ],
  ['an empty text', { name: { ...name, ru: ' ' } }, 'text-empty', 'name.ru'],
];

test.each(cases)('DOC-3 %s', (_, changes, code, place) => {
  expect(brief(changes)).toContain(`${code} ${place}`);
});

test('goods without words are told once, wherever they stand', () => {
  const problems = told({ ...include({ categories: ['dairy'] }) });
  expect(problems).toMatchObject([{ code: 'label-missing', params: { where: 'labels.categories' } }]);
});

test('a sensible programme has nothing to be told of', () => {
  expect(brief(rule({ on: { include: { categories: ['dairy'] } } }))).toEqual([]);
});

test('a catalogue without tags says nothing about tags', () => {
  const untagged = { goods: shop.goods.map((each) => ({ ...each, tags: [] })) };
  const document = { ...programme(), ...include({ tags: ['any'] }) };
  expect(checkProgramme(document, untagged).problems.map(({ code }) => code)).not.toContain('unknown-tag');
});

describe('DOC-1 the words for a mistake', () => {
  test('name the place, what is wrong and what was meant', () => {
    const [problem] = told(include({ categories: ['diary'] }));
    expect(problem && problemText(problem, 'en')).toBe(
      'rules[0].on.include.categories[0]: the shop has no category “diary”. Did you mean “dairy”?',
    );
    expect(problem && problemText(problem, 'ro')).toBe(
      'rules[0].on.include.categories[0]: magazinul nu are categoria „diary”. Ați vrut să scrieți „dairy”?',
    );
    expect(problem && problemText(problem, 'ru')).toBe(
      'rules[0].on.include.categories[0]: в магазине нет категории «diary». Может быть, «dairy»?',
    );
  });

  test.each(LANGUAGES)('are there for every code in %s', (language) => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const params = Object.fromEntries(
        ['name', 'limit', 'expected', 'choices', 'date', 'from', 'to', 'with', 'where'].map((key) => [
          key,
          'x',
        ]),
      );
      expect(problemText({ code, path: 'a', params, suggestion: null }, language)).toMatch(/^a: .*[^{}]\.$/);
    }
  });
});
