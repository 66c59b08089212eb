/** Baskets of the club's programme, made by the commands that a cashier gives. */
import { applyToBasket, type BasketCommand } from '../../../shared/basket/basket.ts';
import { asId, type RuleId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { SaleState } from '../model/sale-state.ts';
import { BULK, CHOOSE_GIFT, CLUB, CLUB_MEMBER, GIFTS, SPRING } from './sample-club.ts';
import { finishedSale, openSale, priced, shortSale, withMember } from './sample-states.ts';

const clubSale: SaleState = priced(openSale, CLUB);
const clubShort: SaleState = priced(shortSale, CLUB);

const commanded = (state: SaleState, ...commands: readonly BasketCommand[]): SaleState => {
  const basket = commands.reduce((before, command) => {
    const applied = applyToBasket(before, command);
    return applied.ok ? applied.value : before;
  }, state.basket);
  return priced({ ...state, basket, newestN: basket.lines.at(-1)?.n ?? null });
};

/** A gift chosen, an offer taken, a coupon that counts and one that does not yet. */
const takenOffers: SaleState = commanded(
  clubSale,
  { kind: 'claim', claim: { ruleId: asId<RuleId>('wine') } },
  { kind: 'addCoupon', coupon: { couponId: SPRING } },
  { kind: 'addCoupon', coupon: { couponId: BULK } },
  { kind: 'add', product: GIFTS[0], giftOf: CHOOSE_GIFT },
);

export const CLUB_STATES: Readonly<Record<string, SaleState>> = {
  'sale-discounts': clubSale,
  'sale-club': withMember(clubSale, CLUB_MEMBER),
  'sale-club-short': withMember(clubShort, CLUB_MEMBER),
  'sale-club-taken': withMember(takenOffers, CLUB_MEMBER),
  'sale-offers': { ...withMember(clubSale, CLUB_MEMBER), armed: 'offers' },
  'sale-offers-taken': { ...withMember(takenOffers, CLUB_MEMBER), armed: 'offers', offerAt: 1 },
  'sale-gift': {
    ...withMember(clubSale, CLUB_MEMBER),
    armed: 'gift',
    gift: { ruleId: CHOOSE_GIFT, products: GIFTS },
  },
  'sale-coupon': {
    ...takenOffers,
    notice: { kind: 'hint', key: 'coupon.taken', params: { code: 'PRIMAVARA' } },
  },
  'sale-coupon-waits': {
    ...takenOffers,
    notice: { kind: 'hint', key: 'coupon.conditions', params: { code: 'GROS' } },
  },
  'sale-coupon-used': {
    ...clubSale,
    notice: { kind: 'hint', key: 'coupon.used', params: { code: 'PRIMAVARA' } },
  },
  'pay-club': { ...withMember(takenOffers, CLUB_MEMBER), phase: 'paying', typed: '500' },
  'done-club': finishedSale(withMember(takenOffers, CLUB_MEMBER), minor(50_000)),
};
