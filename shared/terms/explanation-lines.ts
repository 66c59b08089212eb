/** The engine's explanation in whole sentences, one to a line. */
import type { Language } from '../kernel/language.ts';
import { type Minor, milli, minor } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { FiredRule, MissedRule, NextTier, Progress } from '../loyalty/outcome/explanation.ts';
import type { Offer, Outcome, Refusal } from '../loyalty/outcome/outcome.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import { amountText, awardText, couponName } from './amount-words.ts';
import { sentence } from './clause.ts';
import { type TermWords, termWords } from './term-words.ts';

export function explanationLines(
  programme: Programme,
  outcome: Outcome,
  language: Language,
): readonly string[] {
  const words = termWords(programme, language);
  const { explanation, offers, refusals } = outcome;
  const { fired, missed, nextTier, nextReward, progress } = explanation;
  return [
    ...fired.flatMap((rule) => givenLine(words, rule)),
    ...earnedLines(words, fired),
    ...paidLines(words, outcome),
    ...refusals.map((refusal) => refusalLine(words, refusal)),
    ...offers.map((offer) => offerLine(words, offer)),
    ...missed.map((rule) => missedLine(words, rule)),
    ...progress.map((each) => progressLine(words, each)),
    ...(nextReward
      ? [
          words.say('next.reward', {
            name: words.quoted(words.of(nextReward.name)),
            amount: amountText(words, nextReward.asset, nextReward.short),
          }),
        ]
      : []),
    ...(nextTier ? [tierLine(words, nextTier)] : []),
  ];
}

/** Discounts, gifts, awards and privileges: one line each. Amounts of points and the like are summed up below. */
function givenLine(words: TermWords, rule: FiredRule): readonly string[] {
  const name = words.of(rule.name);
  if (rule.part === 'redemption') return [];
  if (rule.part === 'gift')
    return [
      rule.discountMinor > 0
        ? words.say('why.free', { name, money: words.money(rule.discountMinor) })
        : words.say('why.freeExtra', { name }),
    ];
  if (rule.discountMinor > 0)
    return [words.say('why.discount', { name, money: words.money(rule.discountMinor) })];
  if (rule.award === null) return [];
  if (rule.award.kind === 'privilege')
    return [words.say('why.told', { name, text: sentence(words.of(rule.award.text)) })];
  return isSummed(rule) ? [] : [words.say('why.award', { award: awardText(words, rule.award), name })];
}

const SUMMED = /^(points|wallet|stamps:.+|ticket:.+)$/;

const isSummed = ({ asset, amount }: FiredRule): boolean =>
  asset !== null && amount !== 0 && SUMMED.test(asset);

/** "37 points: 31 for 1 point per 10 lei + 6 for the level “Silver”." */
function earnedLines(words: TermWords, fired: readonly FiredRule[]): readonly string[] {
  const summed = fired.filter(isSummed);
  const assets = [...new Set(summed.map(({ asset }) => asset))].filter((asset) => asset !== null);
  return assets.map((asset) => {
    const parts = summed.filter((rule) => rule.asset === asset);
    return words.say('why.sum', {
      amount: amountText(
        words,
        asset,
        parts.reduce((sum, { amount }) => sum + amount, 0),
      ),
      parts: parts
        .map((part) => partText(words, asset, part))
        .join(' + ')
        .replaceAll('+ -', '− '),
    });
  });
}

function partText(words: TermWords, asset: Asset, { part, amount, name, tierName }: FiredRule): string {
  const n = figure(words, asset, amount);
  if (part === 'tier' && tierName)
    return words.say('why.tier', { n, tier: words.quoted(words.of(tierName)) });
  if (part === 'activity') return words.say('why.activity', { n });
  return words.say(part === 'cap' ? 'why.cap' : 'why.part', { n, name: words.quoted(words.of(name)) });
}

function figure(words: TermWords, asset: Asset, amount: number): string {
  if (asset === 'points') return words.pointsFigure(amount);
  return asset === 'wallet' ? words.money(minor(amount)) : String(amount);
}

function paidLines(words: TermWords, { redemption, totalMinor }: Outcome): readonly string[] {
  const { points, pointsMinor, largestPoints, largestMinor, walletMinor, giftCards, moneyMinor } = redemption;
  const withPoints =
    points > 0
      ? [words.say('why.paid', { amount: words.points(points), money: words.money(pointsMinor) })]
      : largestPoints > 0
        ? [words.say('why.mayPay', { amount: words.points(largestPoints), money: words.money(largestMinor) })]
        : [];
  return [
    ...withPoints,
    ...(walletMinor > 0 ? [words.say('why.wallet', { money: words.money(walletMinor) })] : []),
    ...giftCards.map(({ cardId, amountMinor }) =>
      words.say('why.giftCard', { card: cardId, money: words.money(amountMinor) }),
    ),
    ...(moneyMinor === totalMinor ? [] : [words.say('why.toPay', { money: words.money(moneyMinor) })]),
  ];
}

function missedLine(words: TermWords, { name, reason }: MissedRule): string {
  const called = words.quoted(words.of(name));
  switch (reason.kind) {
    case 'sumTooSmall':
      return words.say('miss.sum', { name: called, money: words.money(reason.shortMinor) });
    case 'quantityTooSmall':
      return words.say('miss.units', { name: called, units: words.units(milli(reason.shortMilli)) });
    case 'beaten':
      return words.say('miss.beaten', { name: called });
    case 'limitReached':
      return words.say('miss.limit', { name: called });
    case 'needsMember':
      return words.say('miss.member', { name: called });
  }
}

function progressLine(words: TermWords, { name, have, target, count }: Progress): string {
  const text = (value: number): string => (count === 'spend' ? words.money(minor(value)) : String(value));
  return words.say('next.progress', { name: words.of(name), have: text(have), target: text(target) });
}

function tierLine(words: TermWords, { name, measure, short }: NextTier): string {
  const amount =
    measure === 'spend'
      ? words.money(minor(short))
      : measure === 'visits'
        ? words.count('purchases', short)
        : words.points(short);
  return words.say('next.level', { tier: words.quoted(words.of(name)), amount });
}

const offerLine = (words: TermWords, { name, savesMinor }: Offer): string =>
  savesMinor > 0
    ? words.say('may.takeSaving', { name: words.of(name), money: words.money(savesMinor) })
    : words.say('may.take', { name: words.of(name) });

function refusalLine(words: TermWords, refusal: Refusal): string {
  const money = (asked: Minor, largest: Minor): string =>
    words.say('refused.money', { asked: words.money(asked), largest: words.money(largest) });
  switch (refusal.kind) {
    case 'points':
      return words.say('refused.points', {
        asked: words.points(refusal.askedPoints),
        largest: words.points(refusal.largestPoints),
      });
    case 'wallet':
    case 'giftCard':
      return money(refusal.askedMinor, refusal.largestMinor);
    case 'claim':
      return words.say('refused.claim', {
        name: ruleName(words, refusal.ruleId),
        times: refusal.largestTimes,
      });
    case 'coupon':
      return words.say('refused.coupon', { name: couponName(words, refusal.couponId) });
    case 'gift':
      return words.say('refused.gift', { name: ruleName(words, refusal.ruleId) });
  }
}

function ruleName({ programme, of, quoted }: TermWords, id: string): string {
  const rule = [...programme.rules, ...(programme.rewards ?? [])].find((each) => each.id === id);
  return quoted(rule ? of(rule.name) : id);
}
