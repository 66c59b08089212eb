/** Baskets as a window would send them, with figures that the engine confirms. */
import { type Basket, emptyBasket } from '../../../shared/basket/basket.ts';
import type { Claim, SeenCoupon } from '../../../shared/basket/claim.ts';
import type { SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { epochMs, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Payment, RuleUsage, Seen } from '../../../shared/loyalty/seen/seen.ts';
import { basketOf, memberRow, product, TAX_A } from '../builders/basket.ts';
import { entryId } from '../builders/entry.ts';
import { programme } from '../builders/programme.ts';

let made = 0;

export type DraftFacts = {
  readonly basket?: Basket;
  readonly member?: MemberRow | null;
  readonly programme?: Programme;
  readonly givenMinor?: number;
  readonly usage?: readonly RuleUsage[];
  readonly minute?: number;
  /** What the till holds for the member, as the window was told. */
  readonly held?: Seen['held'];
  readonly payment?: Payment;
  readonly claims?: readonly Claim[];
  readonly coupons?: readonly SeenCoupon[];
};

/** A loaf for 10 lei, five of them, paid with 100 lei by a bronze member, unless told otherwise. */
export function saleDraft(facts: DraftFacts = {}): SaleDraft {
  made += 1;
  const { member = memberRow(), givenMinor = 10_000 } = facts;
  const basket = facts.basket ?? { ...basketOf({ product: product(), pieces: 5 }), id: entryId(1000 + made) };
  const used = facts.programme ?? programme();
  const businessDate = asBusinessDate('2026-11-22');
  const minute = facts.minute === undefined ? {} : { minute: facts.minute };
  const { payment, claims, coupons } = facts;
  const asked = { ...(payment && { payment }), ...(claims && { claims }), ...(coupons && { coupons }) };
  const outcome = compute(compileProgramme(used), {
    lines: basket.lines,
    member,
    taxes: [TAX_A],
    clock: { wallMs: epochMs(0), businessDate, ...minute },
    ...(facts.usage ? { usage: facts.usage } : {}),
    ...(member ? { held: facts.held ?? [] } : {}),
    ...asked,
  });
  return {
    basketId: basket.id,
    lines: basket.lines,
    member,
    ...asked,
    tenders: [{ kind: 'cash', amountMinor: minor(givenMinor) }],
    programmeVersion: used.version,
    businessDate,
    ...minute,
    shown: { totalMinor: outcome.totalMinor, earnedPoints: outcome.earnedPoints },
  };
}

export const newBasket = (n: number): Basket => emptyBasket(entryId(n));
