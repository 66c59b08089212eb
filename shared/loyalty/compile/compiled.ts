/** A programme as the engine walks it: sorted, filled in and indexed once per version, never per sale. */
import type { BasketLine } from '../../basket/basket.ts';
import type { Minor } from '../../kernel/units.ts';
import type {
  AwardGive,
  DiscountGive,
  EarnGive,
  FreeGoodsGive,
  Give,
  PrivilegeGive,
  QuestGive,
  ReferralGive,
} from '../programme/give.ts';
import type { Programme } from '../programme/programme.ts';
import type { Cost, Reward, Rule } from '../programme/rule.ts';
import type { GoodsIndex } from './goods-index.ts';

export type CompiledRule<G extends Give = Give> = {
  /** Its place among all compiled rules of the programme, rewards after rules: an index for tables per rule. */
  readonly index: number;
  readonly rule: (Rule | Reward) & { readonly give: G };
  readonly cost: Cost | null;
  readonly byClaim: boolean;
  readonly covers: (line: BasketLine) => boolean;
  /** True when the rule covers all goods that are neither gift cards nor excluded. */
  readonly isBasketWide: boolean;
  readonly excludesGoods: boolean;
  readonly fromMinor: Minor;
  readonly fromMilli: number;
  readonly fromTax: 'included' | 'excluded';
  /** The goods that must reach the threshold, when they are others than those covered; null: those covered. */
  readonly fromCovers: ((line: BasketLine) => boolean) | null;
};

export type PriceGive = DiscountGive | FreeGoodsGive;

/** Rules that are judged together; groups stand in the order in which they apply (STK-1). */
export type CompiledGroup = {
  readonly id: string;
  readonly combine: 'best' | 'all';
  readonly rules: readonly CompiledRule<PriceGive>[];
};

export type CompiledProgramme = {
  readonly programme: Programme;
  readonly rules: readonly CompiledRule[];
  /** Whether some rule of `earning` covers a line. */
  readonly earns: (line: BasketLine) => boolean;
  /** Price rules of which one stands alone (STK-4), by id; they are in their groups too. */
  readonly exclusive: readonly CompiledRule<PriceGive>[];
  /** For `coverageOf`. */
  readonly index: GoodsIndex;
  readonly groups: readonly CompiledGroup[];
  readonly rewards: readonly CompiledRule<PriceGive | PrivilegeGive>[];
  readonly earning: readonly CompiledRule<EarnGive>[];
  readonly awards: readonly CompiledRule<AwardGive>[];
  readonly quests: readonly CompiledRule<QuestGive>[];
  readonly referrals: readonly CompiledRule<ReferralGive>[];
  readonly privileges: readonly CompiledRule<PrivilegeGive>[];
  /** Goods that `redemption.on` allows to be paid with points. */
  readonly redeemable: (line: BasketLine) => boolean;
};
