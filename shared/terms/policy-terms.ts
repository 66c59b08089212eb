/** Levels, paying with points, validity, returns and limits of the whole programme. */
import { minor, points } from '../kernel/units.ts';
import { isEmpty } from '../loyalty/compile/compile-goods.ts';
import type { LotPolicy } from '../loyalty/programme/lot-policy.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import type { Tier, TierPolicy, TierWindow } from '../loyalty/programme/tiers.ts';
import { type Clause, clause, sentence } from './clause.ts';
import { stepMoney } from './earn-terms.ts';
import { goodsText } from './goods-words.ts';
import type { TermWords } from './term-words.ts';

const LIFETIME: TierPolicy = {
  measure: 'spend',
  window: { kind: 'lifetime' },
  review: 'never',
  graceMonths: 0,
  downgrade: 'oneStep',
};

/** A programme with a single level has none worth telling. */
export function levelTerms(words: TermWords): readonly Clause[] {
  const { tiers, tierPolicy: policy = LIFETIME } = words.programme;
  if (tiers.length < 2) return [];
  const window = windowText(words, policy.window);
  return [
    clause('levels.measure', words.say(`level.${policy.measure}`, { window })),
    ...tiers.map((tier) => tierClause(words, tier, policy)),
    clause('levels.next', words.say('level.next')),
    clause('levels.review', reviewText(words, policy)),
  ];
}

function tierClause(words: TermWords, tier: Tier, policy: TierPolicy): Clause {
  const params = { tier: words.quoted(words.of(tier.name)), from: tierFrom(words, tier, policy) };
  const privileges = (tier.privileges ?? []).map((text) => sentence(words.of(text))).join(' ');
  const text =
    privileges === '' ? words.say('level.from', params) : words.say('level.with', { ...params, privileges });
  return clause(`tier:${tier.id}`, text);
}

export function tierFrom(words: TermWords, { from }: Tier, { measure }: Pick<TierPolicy, 'measure'>): string {
  if (from === 0) return words.say('fromZero');
  switch (measure) {
    case 'spend':
      return stepMoney(words, minor(from));
    case 'visits':
      return words.count('fromPurchases', from);
    case 'points':
      return words.count('fromPoints', from / words.programme.point.scale, { n: words.pointsFigure(from) });
  }
}

export const measureOf = ({ tierPolicy }: Programme): TierPolicy => tierPolicy ?? LIFETIME;

function windowText(words: TermWords, window: TierWindow): string {
  switch (window.kind) {
    case 'lifetime':
      return words.say('window.lifetime');
    case 'rolling':
      return words.count('window.rolling', window.months);
    case 'calendar':
      return words.say(`window.${window.period}`);
  }
}

const REVIEW = {
  month: 'level.reviewMonth',
  quarter: 'level.reviewQuarter',
  year: 'level.reviewYear',
} as const;

function reviewText(words: TermWords, { review, graceMonths, downgrade }: TierPolicy): string {
  if (review === 'never') return words.say('level.kept');
  return [
    words.say(REVIEW[review]),
    ...(graceMonths === 0 ? [] : [words.count('level.grace', graceMonths)]),
    words.say(downgrade === 'oneStep' ? 'level.oneStep' : 'level.toReached'),
  ].join(' ');
}

export function payTerms(words: TermWords): readonly Clause[] {
  const { redemption, point } = words.programme;
  if (!redemption) return [];
  const { shareOfReceiptBps, minimumReceiptMinor, minimumPoints, stepPoints, on } = redemption;
  const worth = { amount: words.points(point.scale), money: words.money(point.worthMinor) };
  return [
    clause('pay.worth', words.say('pay.worth', worth)),
    clause(
      'pay.share',
      shareOfReceiptBps >= 10_000
        ? words.say('pay.whole')
        : words.say('pay.share', { percent: words.percent(shareOfReceiptBps) }),
    ),
    ...some(minimumReceiptMinor, (value) =>
      clause('pay.receipt', words.say('pay.receipt', { from: words.fromMoney(minor(value)) })),
    ),
    ...some(minimumPoints, (value) =>
      clause('pay.least', words.say('pay.least', { amount: words.points(value) })),
    ),
    ...some(stepPoints, (value) =>
      clause('pay.step', words.say('pay.step', { amount: words.points(value) })),
    ),
    ...(on?.include && !isEmpty(on.include)
      ? [clause('pay.only', words.say('pay.only', { goods: goodsText(words, on.include) }))]
      : []),
    ...(on?.exclude && !isEmpty(on.exclude)
      ? [clause('pay.not', words.say('pay.not', { goods: goodsText(words, on.exclude) }))]
      : []),
    clause('pay.earning', words.say(redemption.earnOnRedeemed ? 'pay.earning' : 'pay.noEarning')),
    ...(redemption.fromThisReceipt ? [clause('pay.sameReceipt', words.say('pay.sameReceipt'))] : []),
    ...some(redemption.perDay, (value) => clause('pay.perDay', words.count('pay.perDay', value))),
  ];
}

const some = (value: number | undefined, make: (value: number) => Clause): readonly Clause[] =>
  value === undefined || value === 0 ? [] : [make(value)];

const LOT_KINDS = {
  points: ['points'],
  wallet: ['wallet'],
  other: ['stamps', 'coupon', 'ticket'],
} as const;

/** Of what the programme gives at all: `assets` are kinds, `points` or `stamps`. */
export function validityTerms(words: TermWords, assets: ReadonlySet<string>): readonly Clause[] {
  const { lots = {} } = words.programme;
  return (['points', 'wallet', 'other'] as const).flatMap((policy) => {
    const given = LOT_KINDS[policy].filter((kind) => assets.has(kind));
    if (given.length === 0) return [];
    const what = capitalised(words.list(given.map((kind) => words.say(`lot.${kind}`))), words.language);
    return lotClauses(words, { policy, what }, lots[policy]);
  });
}

const capitalised = (text: string, language: string): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

function lotClauses(
  words: TermWords,
  { policy, what }: { readonly policy: string; readonly what: string },
  { pendingDays = 0, expiry }: LotPolicy = {},
): readonly Clause[] {
  return [
    ...(pendingDays === 0
      ? []
      : [
          clause(
            `lots.${policy}.pending`,
            pendingDays === 1
              ? words.say('lot.nextDay', { what })
              : words.say('lot.pending', { what, days: words.count('days', pendingDays) }),
          ),
        ]),
    clause(`lots.${policy}.expiry`, expiryText(words, what, expiry)),
  ];
}

function expiryText(words: TermWords, what: string, expiry: LotPolicy['expiry']): string {
  switch (expiry?.kind) {
    case undefined:
      return words.say('lot.forever', { what });
    case 'days':
      return words.say('lot.days', { what, days: words.count('days', expiry.days) });
    case 'months':
      return words.say('lot.months', { what, months: words.count('months', expiry.months) });
    case 'endOfMonth':
      return expiry.months === 0
        ? words.say('lot.endOfMonth', { what })
        : words.say('lot.endOfMonthAfter', { what, months: words.count('months', expiry.months) });
    case 'endOfYear':
      return expiry.years === 0
        ? words.say('lot.endOfYear', { what })
        : words.count('lot.endOfYearAfter', expiry.years, { what });
    case 'inactivity':
      return words.say('lot.inactivity', { what, days: words.count('days', expiry.days) });
  }
}

const USUAL_DAYS_LEFT = 30;

export function returnTerms(words: TermWords, givesFreeGoods: boolean): readonly Clause[] {
  const { returns = {}, redemption, rewards = [] } = words.programme;
  const spends = redemption !== undefined || rewards.length > 0;
  const days = words.count('days', returns.minimumDaysLeft ?? USUAL_DAYS_LEFT);
  return [
    clause('returns.goods', words.say('return.goods')),
    ...(spends ? [clause('returns.spent', words.say('return.spent'))] : []),
    ...(redemption ? [clause('returns.daysLeft', words.say('return.daysLeft', { days }))] : []),
    clause('returns.shortfall', words.say(`return.${returns.shortfall ?? 'receivable'}`)),
    ...(givesFreeGoods
      ? [clause('returns.gifts', words.say(returns.gifts === 'keep' ? 'return.keep' : 'return.gifts'))]
      : []),
  ];
}

export function limitTerms(words: TermWords, hasSeveralBasketRules: boolean): readonly Clause[] {
  const { limits = {} } = words.programme;
  const share = limits.discountShareOfReceiptBps;
  return [
    ...some(limits.earningReceiptsPerMemberDay, (value) =>
      clause('limits.receipts', words.count('most.receipts', value)),
    ),
    ...some(limits.pointsPerReceipt, (value) =>
      clause('limits.points', words.say('most.points', { amount: words.points(points(value)) })),
    ),
    ...(share === undefined
      ? []
      : [clause('limits.discounts', words.say('most.discounts', { percent: words.percent(share) }))]),
    ...(hasSeveralBasketRules ? [clause('limits.best', words.say('most.best'))] : []),
  ];
}
