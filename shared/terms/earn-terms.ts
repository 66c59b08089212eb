/** What purchases bring. */
import { type Minor, milli, minor, ONE_UNIT_MILLI } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { EarnGive, EarnPerMoney, Rate, RateStep } from '../loyalty/programme/give.ts';
import type { Selector } from '../loyalty/programme/goods.ts';
import { amountText } from './amount-words.ts';
import { goodsText, inGoods } from './goods-words.ts';
import type { TermWords } from './term-words.ts';

export function earnTerms(words: TermWords, give: EarnGive, on: Selector | undefined): readonly string[] {
  const asset = give.asset ?? 'points';
  const goods = goodsText(words, on?.include);
  switch (give.kind) {
    case 'earnPerMoney':
      return perMoney(words, give, { asset, goods });
    case 'earnPerUnit': {
      const perMilli = give.perMilli ?? ONE_UNIT_MILLI;
      const params = { amount: amountText(words, asset, give.amount), in: inGoods(words, on) };
      return [
        perMilli === ONE_UNIT_MILLI
          ? words.say('earn.perOneUnit', params)
          : words.say('earn.perUnit', { ...params, units: words.units(milli(perMilli)) }),
      ];
    }
    case 'earnFixed':
    case 'earnPerVisit': {
      const amount = amountText(words, asset, give.amount);
      const key = give.kind === 'earnFixed' ? 'earn.fixed' : 'earn.perVisit';
      return [words.say(key, { amount, in: inGoods(words, on) })];
    }
    case 'earnMultiplier':
      return [
        words.say(asset === 'points' ? 'earn.timesPoints' : 'earn.timesOther', {
          goods,
          factor: words.factor(give.factorBps),
        }),
      ];
    case 'earnByReceipt':
      return [words.say('earn.byReceipt', { goods, steps: rateSteps(words, asset, give.steps, moneyFrom) })];
    case 'earnByActivity':
      return [
        words.say(BY_ACTIVITY[give.measure].key, {
          goods,
          steps: rateSteps(words, asset, give.steps, BY_ACTIVITY[give.measure].from),
        }),
        words.count('earn.months', give.months),
      ];
  }
}

type From = (words: TermWords, from: number) => string;

const moneyFrom: From = (words, from) => words.fromMoney(minor(from));

const BY_ACTIVITY = {
  visits: { key: 'earn.byVisits', from: (words, from) => words.count('fromPurchases', from) },
  spend: { key: 'earn.bySpend', from: moneyFrom },
  activeMonths: { key: 'earn.byActiveMonths', from: (words, from) => words.count('fromMonths', from) },
} as const satisfies Record<string, { readonly key: string; readonly from: From }>;

function perMoney(
  words: TermWords,
  { rate, rateByTier = [] }: EarnPerMoney,
  { asset, goods }: { readonly asset: Asset; readonly goods: string },
): readonly string[] {
  const percent = backPercent(words, asset, rate);
  const base =
    percent === null
      ? words.count('earn.perMoney', rate.perMinor / 100, { ...rateParams(words, asset, rate), goods })
      : words.say('earn.percentBack', { percent, goods });
  return [base, ...rateByTier.map((each) => tierRate(words, asset, each))];
}

function tierRate(words: TermWords, asset: Asset, rate: Rate & { readonly tierId: string }): string {
  const tier = words.quoted(tierName(words, rate.tierId));
  const percent = backPercent(words, asset, rate);
  return percent === null
    ? words.count('earn.tierMoney', rate.perMinor / 100, { tier, ...rateParams(words, asset, rate) })
    : words.say('earn.tierPercent', { tier, percent });
}

export function tierName(words: TermWords, id: string): string {
  const tier = words.programme.tiers.find((each) => each.id === id);
  return tier ? words.of(tier.name) : id;
}

const rateParams = (words: TermWords, asset: Asset, { amount, perMinor }: Rate) => ({
  amount: amountText(words, asset, amount),
  money: words.money(perMinor),
});

/** Money for money is said in percent, where that is exact. */
function backPercent(words: TermWords, asset: Asset, { amount, perMinor }: Rate): string | null {
  const shareBps = (amount * 10_000) / perMinor;
  return asset === 'wallet' && Number.isInteger(shareBps) ? words.percent(shareBps) : null;
}

const rateSteps = (words: TermWords, asset: Asset, steps: readonly RateStep[], from: From): string =>
  steps
    .map((step) =>
      words.say('earn.step', {
        from: step.from === 0 ? words.say('fromZero') : from(words, step.from),
        rate:
          backPercent(words, asset, step) ??
          words.count('earn.rate', step.perMinor / 100, rateParams(words, asset, step)),
      }),
    )
    .join('; ');

export const stepMoney = (words: TermWords, from: Minor): string =>
  from === 0 ? words.say('fromZero') : words.fromMoney(from);
