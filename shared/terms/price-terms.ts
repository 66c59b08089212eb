/** What discounts and free goods do. */
import type {
  BundlePart,
  DiscountGive,
  ForEvery,
  FreeGoodsGive,
  UnitPick,
} from '../loyalty/programme/give.ts';
import type { Selector } from '../loyalty/programme/goods.ts';
import { stepMoney } from './earn-terms.ts';
import { goodsChoice, goodsText, inGoods } from './goods-words.ts';
import { ofUnits, type TermWords } from './term-words.ts';

export function priceTerms(
  words: TermWords,
  give: DiscountGive | FreeGoodsGive,
  on: Selector | undefined,
): readonly string[] {
  const goods = goodsText(words, on?.include);
  switch (give.kind) {
    case 'percentOff':
      return [
        words.say('off.percent', { percent: words.percent(give.percentBps), goods }),
        ...pickTerms(words, give),
      ];
    case 'amountOff':
      return [words.say('off.amount', { money: words.money(give.amountMinor), goods })];
    case 'amountOffEach':
      return [
        words.say('off.each', { money: words.money(give.amountMinor), in: inGoods(words, on) }),
        ...(give.furtherMinor === undefined
          ? []
          : [words.say('off.further', { money: words.money(give.furtherMinor) })]),
        ...pickTerms(words, give),
      ];
    case 'fixedPrice':
      return [
        words.say('off.price', { goods, money: words.money(give.priceMinor) }),
        ...pickTerms(words, give),
      ];
    case 'quantityBreaks':
      return [
        words.say('off.quantity', {
          goods,
          steps: breaks(words, give.steps, ({ fromMilli }) =>
            words.say('fromUnits', { n: words.units(fromMilli) }),
          ),
        }),
      ];
    case 'receiptBreaks':
      return [
        words.say('off.sum', {
          goods,
          steps: breaks(words, give.steps, ({ fromMinor }) => stepMoney(words, fromMinor)),
        }),
      ];
    case 'bundlePrice':
      return [
        words.say('off.bundle', {
          money: words.money(give.priceMinor),
          parts: give.parts.map((part) => bundlePart(words, part)).join(' + '),
        }),
      ];
    case 'freeGoods':
      return freeTerms(words, give, on);
  }
}

const breaks = <S extends { readonly percentBps: number }>(
  words: TermWords,
  steps: readonly S[],
  from: (step: S) => string,
): string =>
  steps
    .map((step) => words.say('off.step', { from: from(step), percent: words.percent(step.percentBps) }))
    .join('; ');

const bundlePart = (words: TermWords, { goods, units }: BundlePart): string =>
  `${units} × ${goodsText(words, goods)}`;

function pickTerms(
  words: TermWords,
  { units, capMinor }: { readonly units?: UnitPick; readonly capMinor?: Parameters<TermWords['money']>[0] },
): readonly string[] {
  return [
    ...(units ? unitTerms(words, units) : []),
    ...(capMinor === undefined ? [] : [words.say('off.cap', { money: words.money(capMinor) })]),
  ];
}

function unitTerms(words: TermWords, { pick, groupOf, every, buy, ...rest }: UnitPick): readonly string[] {
  const count = rest.count ?? (buy === undefined ? undefined : 1);
  const picked =
    every !== undefined
      ? [words.say(pick === 'dearest' ? 'units.everyDearest' : 'units.everyCheapest', { n: every })]
      : count !== undefined
        ? [words.count(`units.${pick}`, count)]
        : [];
  return [
    ...picked,
    ...(groupOf === undefined ? [] : [words.say('units.groupOf', { n: groupOf })]),
    ...(buy === undefined ? [] : [words.count('units.buy', buy)]),
  ];
}

const freeTerms = (
  words: TermWords,
  { goods, units, forEvery, mode }: FreeGoodsGive,
  on: Selector | undefined,
): readonly string[] => [
  words.say('free.goods', {
    units: ofUnits(words, units),
    goods: goodsChoice(words, goods ?? on?.include),
  }),
  forEvery ? forEveryTerm(words, forEvery) : words.say('free.once'),
  ...(mode === 'extra' ? [words.say('free.extra')] : []),
];

export const forEveryTerm = (words: TermWords, forEvery: ForEvery): string =>
  'sumMinor' in forEvery
    ? words.count('free.everySum', forEvery.sumMinor / 100, { money: words.money(forEvery.sumMinor) })
    : forEvery.units === 1
      ? words.say('free.everyUnit')
      : words.say('free.everyUnits', { units: ofUnits(words, forEvery.units) });
