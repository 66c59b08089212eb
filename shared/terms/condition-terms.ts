/** When a rule holds, from what sum, how often, and with whom. */

import { isEmpty } from '../loyalty/compile/compile-goods.ts';
import type { Condition } from '../loyalty/programme/condition.ts';
import type { RuleLimits } from '../loyalty/programme/limits.ts';
import type { Reward, Rule, Threshold } from '../loyalty/programme/rule.ts';
import { amountText, couponName } from './amount-words.ts';
import { tierName } from './earn-terms.ts';
import { goodsText, partnerName } from './goods-words.ts';
import type { TermWords } from './term-words.ts';

export function conditionTerms(words: TermWords, rule: Rule | Reward): readonly string[] {
  const { when = {}, on, from, stack, limits, fundedBy } = rule;
  return [
    ...(on?.exclude && !isEmpty(on.exclude)
      ? [words.say('if.not', { goods: goodsText(words, on.exclude) })]
      : []),
    ...(from ? thresholdTerms(words, from) : []),
    ...whoTerms(words, when),
    ...whenTerms(words, when),
    ...whereTerms(words, when),
    ...('take' in rule && rule.take === 'offer' ? [words.say('if.offer')] : []),
    ...(stack?.exclusive ? [words.say('if.exclusive')] : []),
    ...(limits ? limitTerms(words, limits, assetOfRule(rule)) : []),
    ...(fundedBy ? [words.say('if.funded', { name: partnerName(words, fundedBy.partnerId) })] : []),
  ];
}

const assetOfRule = ({ give }: Rule | Reward) => ('asset' in give ? (give.asset ?? 'points') : 'points');

function thresholdTerms(words: TermWords, { sumMinor, quantityMilli, tax, on }: Threshold) {
  const terms = [
    ...(sumMinor === undefined || sumMinor === 0
      ? []
      : [words.say(tax === 'excluded' ? 'if.sumNoTax' : 'if.sum', { from: words.fromMoney(sumMinor) })]),
    ...(quantityMilli === undefined || quantityMilli === 0
      ? []
      : [words.say('if.units', { units: words.units(quantityMilli) })]),
  ];
  return terms.length > 0 && on
    ? [...terms, words.say('if.counting', { goods: goodsText(words, on.include) })]
    : terms;
}

function whoTerms(words: TermWords, when: Condition): readonly string[] {
  const { who, tiers, segments, members, coupon } = when;
  return [
    ...(who === 'member' ? [words.say('if.member')] : who === 'guest' ? [words.say('if.guest')] : []),
    ...(tiers
      ? [
          words.count('if.tiers', tiers.length, {
            names: words.list(tiers.map((id) => words.quoted(tierName(words, id)))),
          }),
        ]
      : []),
    ...(segments
      ? [
          words.count('if.segments', segments.length, {
            names: words.list(segments.map((id) => words.quotedLabel('segments', id))),
          }),
        ]
      : []),
    ...(members ? [words.say('if.members')] : []),
    ...visitTerms(words, when),
    ...(coupon === undefined ? [] : [couponTerm(words, coupon)]),
  ];
}

function visitTerms(words: TermWords, when: Condition): readonly string[] {
  const { nthVisit, everyVisits, dormantDays, referred, birthday } = when;
  return [
    ...(nthVisit === undefined
      ? []
      : [nthVisit === 1 ? words.say('if.firstVisit') : words.say('if.nthVisit', { n: nthVisit })]),
    ...(everyVisits === undefined || everyVisits === 1
      ? []
      : [words.say('if.everyVisits', { n: everyVisits, twice: 2 * everyVisits, thrice: 3 * everyVisits })]),
    ...(dormantDays === undefined ? [] : [words.count('if.dormant', dormantDays)]),
    ...(referred ? [words.say('if.referred')] : []),
    ...(birthday ? birthdayTerms(words, birthday) : []),
  ];
}

function birthdayTerms(
  words: TermWords,
  { daysBefore, daysAfter, knownDays }: NonNullable<Condition['birthday']>,
): readonly string[] {
  return [
    daysBefore === 0 && daysAfter === 0
      ? words.say('if.birthdayDay')
      : words.say('if.birthday', {
          before: words.count('days', daysBefore),
          after: words.count('days', daysAfter),
        }),
    ...(knownDays === 0 ? [] : [words.count('if.birthdayKnown', knownDays)]),
  ];
}

function couponTerm(words: TermWords, id: string): string {
  const coupon = words.programme.coupons?.find((each) => each.id === id);
  const name = couponName(words, id);
  switch (coupon?.kind ?? 'shared') {
    case 'shared':
      return words.say('if.code', { code: coupon?.code ?? id });
    case 'personal':
      return words.say('if.personal', { name });
    case 'bearer':
      return words.say('if.bearer', { name });
  }
}

function whenTerms(words: TermWords, { from, to, weekdays, hours }: Condition): readonly string[] {
  const period =
    from !== undefined && to !== undefined
      ? [words.say('if.period', { from: words.date(from), to: words.date(to) })]
      : from !== undefined
        ? [words.say('if.from', { from: words.date(from) })]
        : to !== undefined
          ? [words.say('if.to', { to: words.date(to) })]
          : [];
  return [
    ...period,
    ...(weekdays
      ? [
          words.say('if.weekdays', {
            days: words.list(
              [...weekdays].sort((a, b) => a - b).map((day) => words.say(WEEKDAY[day - 1] ?? 'weekday1')),
            ),
          }),
        ]
      : []),
    ...(hours
      ? [words.say('if.hours', { from: clockText(hours.fromMinute), to: clockText(hours.toMinute) })]
      : []),
  ];
}

const WEEKDAY = ['weekday1', 'weekday2', 'weekday3', 'weekday4', 'weekday5', 'weekday6', 'weekday7'] as const;

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const whereTerms = (words: TermWords, { stores, channels, contains }: Condition): readonly string[] => [
  ...(stores
    ? [
        words.count('if.stores', stores.length, {
          names: words.list(stores.map((id) => words.quotedLabel('stores', id))),
        }),
      ]
    : []),
  ...(channels?.length === 1 ? [words.say(channels[0] === 'online' ? 'if.online' : 'if.till')] : []),
  ...(contains ? [words.say('if.contains', { goods: goodsText(words, contains) })] : []),
];

const LIMITS = [
  ['timesPerReceipt', 'most.receipt'],
  ['timesPerMemberDay', 'most.day'],
  ['timesPerMember', 'most.member'],
  ['timesInAll', 'most.all'],
] as const;

/** A limit per cashier is the shop's own matter. */
function limitTerms(
  words: TermWords,
  limits: RuleLimits,
  asset: Parameters<typeof amountText>[1],
): readonly string[] {
  const { amountPerReceipt, discountPerReceiptMinor, shareOfReceiptBps } = limits;
  return [
    ...LIMITS.flatMap(([field, key]) => {
      const times = limits[field];
      return times === undefined ? [] : [words.count(key, times)];
    }),
    ...(amountPerReceipt === undefined
      ? []
      : [words.say('most.amount', { amount: amountText(words, asset, amountPerReceipt) })]),
    ...(discountPerReceiptMinor === undefined
      ? []
      : [words.say('most.discount', { money: words.money(discountPerReceiptMinor) })]),
    ...(shareOfReceiptBps === undefined
      ? []
      : [words.say('most.share', { percent: words.percent(shareOfReceiptBps) })]),
  ];
}
