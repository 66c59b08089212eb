/** The cashier's side of spending: each state with the words for it. */
import { applyToBasket } from '../../../shared/basket/basket.ts';
import type { FailureCode } from '../../../shared/kernel/failure.ts';
import { asId, type CouponId, type RuleId } from '../../../shared/kernel/ids.ts';
import { bps, minor, points } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { missingRights } from '../model/needs.ts';
import type { SaleState } from '../model/sale-state.ts';
import { cardOwner } from '../model/spend.ts';
import { CLUB, CLUB_MEMBER } from './sample-club.ts';
import {
  finishedSale,
  openSale,
  priced,
  shortSale,
  wishing,
  withMember,
  withRights,
  withRightsOf,
} from './sample-states.ts';

const BIRTHDAY = asId<CouponId>('birthday');
const words = (ro: string, ru: string, en: string) => ({ ro, ru, en });

const SPENDING: Programme = {
  ...CLUB,
  coupons: [
    ...(CLUB.coupons ?? []),
    { id: BIRTHDAY, kind: 'personal', name: words('Ziua de naștere', 'День рождения', 'Birthday') },
  ],
  rules: [
    ...CLUB.rules,
    {
      id: asId<RuleId>('birthday'),
      name: words('Ziua de naștere: -5%', 'День рождения: -5%', 'Birthday: 5% off'),
      when: { coupon: BIRTHDAY },
      give: { kind: 'percentOff', percentBps: bps(500) },
    },
  ],
  redemption: {
    as: 'discount',
    shareOfReceiptBps: bps(3_000),
    minimumPoints: points(50),
    stepPoints: points(10),
  },
};

const MEMBER: MemberRow = {
  ...CLUB_MEMBER,
  balances: [
    ...CLUB_MEMBER.balances,
    { asset: 'coupon:birthday', available: 1, pending: 0, leased: 0, inReview: 0, expiring: [] },
  ],
};

const sale = withMember(priced(openSale, SPENDING), MEMBER);
const held = withRights(sale, { points: 480, wallet: 1_250 });
const offline: SaleState = { ...held, isOnline: false };
const paying = (state: SaleState): SaleState => ({ ...state, phase: 'paying' });
const refused = (code: FailureCode, largest: number, possible: number): SaleState =>
  wishing(held, { points: points(900) }, { code, largest, possible });
const editing = (state: SaleState, part: 'points' | 'wallet' | 'giftCard', proposed: number): SaleState => ({
  ...paying(state),
  spend: { ...state.spend, editing: { part, proposed, cash: '' } },
});
const asked = (state: SaleState): SaleState => ({
  ...state,
  spend: { ...state.spend, question: { cashMinor: minor(50_000), atMs: 0 } },
});

const CARD = '5900000071234';
const withCard = withRightsOf(
  wishing(held, { points: points(300), cards: [{ cardId: CARD, wantedMinor: minor(10_000) }] }),
  cardOwner(CARD),
  { rights: { giftcard: 10_000 } },
);
const settled = (state: SaleState): SaleState => ({ ...state, spend: { ...state.spend, asks: [] } });

const taking = (state: SaleState, ruleId: string): SaleState => {
  const claimed = applyToBasket(state.basket, { kind: 'claim', claim: { ruleId: asId<RuleId>(ruleId) } });
  return claimed.ok ? priced({ ...state, basket: claimed.value }) : state;
};
const asking = (state: SaleState): SaleState => ({
  ...state,
  spend: { ...state.spend, asks: missingRights(state).map((need) => ({ ...need, refusal: null })) },
});

export const SPEND_STATES: Readonly<Record<string, SaleState>> = {
  'sale-may-spend': held,
  'sale-may-spend-offline': offline,
  'sale-rewards': { ...held, armed: 'offers', offerAt: 4 },
  'sale-rewards-asking': { ...asking(taking(held, 'wine-500')), armed: 'offers', offerAt: 5 },
  'sale-rewards-offline': { ...offline, armed: 'offers', offerAt: 4 },
  'pay-spend': paying(held),
  'pay-spend-offline': paying(offline),
  'pay-spend-nothing': paying({ ...withRights(sale, {}), isOnline: false }),
  'pay-points': editing(held, 'points', 1_200),
  'pay-points-typed': { ...editing(held, 'points', 1_200), typed: '300' },
  'pay-points-offline': editing(offline, 'points', 480),
  'pay-points-nearest': {
    ...editing(held, 'points', 1_200),
    notice: { kind: 'hint', key: 'spend.nearest' },
  },
  'pay-points-taken': wishing(held, { points: points(300) }),
  'pay-wallet': editing(held, 'wallet', 1_250),
  'pay-card': { ...editing(held, 'giftCard', 0), typed: '59000000' },
  'pay-card-asking': wishing(shortSale, { cards: [{ cardId: CARD, wantedMinor: minor(10_000) }] }),
  'pay-card-refused': wishing(
    shortSale,
    { cards: [{ cardId: CARD, wantedMinor: minor(10_000) }] },
    { code: 'REDEEM-SHORT', largest: 3_000, possible: 3_000 },
  ),
  'pay-card-taken': settled(withCard),
  'pay-asking': { ...wishing(held, { points: points(900) }), typed: '500' },
  'pay-question-asking': asked(wishing(held, { points: points(900) })),
  'pay-question-refused': asked(refused('REDEEM-SHORT', 480, 480)),
  'pay-refused-offline': { ...refused('REDEEM-OFFLINE', 480, 480), isOnline: false },
  'pay-refused-short': refused('REDEEM-SHORT', 480, 480),
  'pay-refused-elsewhere': refused('REDEEM-ELSEWHERE', 480, 480),
  'pay-refused-clock': withRights(refused('REDEEM-CLOCK', 0, 0), { points: 480 }, true),
  'pay-refused-refused': refused('REDEEM-REFUSED', 0, 0),
  'pay-refused-changed': refused('REDEEM-CHANGED', 480, 480),
  'pay-refused-silent': refused('HQ-UNREACHABLE', 0, 0),
  'done-spent': finishedSale(settled(withCard), minor(50_000)),
};
