/** What is earned, given and paid: amounts of assets and awards. */

import { minor } from '../kernel/units.ts';
import type { Asset } from '../loyalty/asset.ts';
import type { Award } from '../loyalty/programme/award.ts';
import type { Cost } from '../loyalty/programme/rule.ts';
import type { TermWords } from './term-words.ts';

export function amountText(words: TermWords, asset: Asset, amount: number): string {
  const [kind = '', id = ''] = asset.split(':');
  switch (kind) {
    case 'points':
      return words.points(amount);
    case 'wallet':
      return words.say('amount.wallet', { money: words.money(minor(amount)) });
    case 'stamps':
      return words.count('amount.stamps', amount, { name: cardName(words, id) });
    case 'ticket':
      return words.count('amount.tickets', amount, { name: drawName(words, id) });
    case 'coupon':
      return words.count('amount.coupons', amount, { name: couponName(words, id) });
    default:
      return words.say('amount.named', { n: amount, name: words.quoted(id === '' ? kind : id) });
  }
}

export function costText(words: TermWords, { asset, amount }: Cost): string {
  const [kind, id = ''] = asset.split(':');
  if (kind === 'stamps') return words.count('cost.stamps', amount, { name: cardName(words, id) });
  if (kind === 'wallet') return words.say('cost.wallet', { money: words.money(minor(amount)) });
  return amountText(words, asset, amount);
}

export function awardText(words: TermWords, award: Award): string {
  const plain = plainAward(words, award);
  const days = 'validDays' in award ? award.validDays : undefined;
  return days === undefined ? plain : words.count('award.lasting', days, { award: plain });
}

function plainAward(words: TermWords, award: Award): string {
  switch (award.kind) {
    case 'points':
      return words.points(award.points);
    case 'wallet':
      return words.say('amount.wallet', { money: words.money(award.amountMinor) });
    case 'coupon':
      return amountText(words, `coupon:${award.couponId}`, 1);
    case 'tickets':
      return amountText(words, `ticket:${award.drawId}`, award.count);
    case 'stamps':
      return amountText(words, `stamps:${award.cardId}`, award.count);
    case 'badge':
      return words.say('award.badge', { name: words.quoted(words.of(award.name)) });
    case 'gift':
      return words.say('award.gift', { name: words.of(award.name) });
  }
}

const cardName = (words: TermWords, id: string): string => words.quotedLabel('stamps', id);
const drawName = (words: TermWords, id: string): string => words.quotedLabel('tickets', id);

export function couponName(words: TermWords, id: string): string {
  const coupon = words.programme.coupons?.find((each) => each.id === id);
  return words.quoted(coupon ? words.of(coupon.name) : id);
}
