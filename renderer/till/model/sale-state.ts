import type { Basket, BasketLine } from '../../../shared/basket/basket.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import type { SaleDone } from '../../../shared/ipc/sale-draft.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import type { RuleId } from '../../../shared/kernel/ids.ts';
import { type Minor, minor } from '../../../shared/kernel/units.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { RuleUsage } from '../../../shared/loyalty/seen/seen.ts';
import type { MemberHere } from '../../store/member-here.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { NO_SPEND, type Spend } from './spend.ts';

/** `saving` lasts from the key press until main has made the sale durable. */
export type SalePhase = 'open' | 'paying' | 'saving' | 'done';

/** Where typed characters go while the sale is open. While paying they are always the amount. */
export type Armed = 'scan' | 'member' | 'quantity' | 'offers' | 'gift';

export type FinishedSale = {
  readonly done: SaleDone;
  readonly lines: readonly BasketLine[];
  readonly outcome: Outcome | null;
  readonly givenMinor: Minor;
  readonly memberLabel: string | null;
};

/** `products` is empty where any goods of the rule may be taken: then only a scan tells which. */
export type GiftChoice = { readonly ruleId: RuleId; readonly products: readonly Product[] };

export type SaleState = {
  readonly phase: SalePhase;
  readonly armed: Armed;
  readonly typed: string;
  readonly basket: Basket;
  /** The line that keys act on; null means the newest. */
  readonly selectedN: number | null;
  readonly newestN: number | null;
  /** The attached member; null with a `basket.memberId` means that the row is still being loaded. */
  readonly member: MemberHere | null;
  readonly searching: boolean;
  readonly memberFailure: Failure | null;
  readonly programme: Programme | null;
  /** With what this till may spend now: the sums that are shown and signed. */
  readonly outcome: Outcome | null;
  /** As if all that HQ counts as the member's might be spent here: what may be chosen. */
  readonly whole: Outcome | null;
  readonly spend: Spend;
  readonly isOnline: boolean;
  /** The store's minute that the outcome was computed with. */
  readonly minute: number;
  /** What limited rules gave before this receipt, as main last told. */
  readonly usage: readonly RuleUsage[];
  /** The offer that Enter takes, by its place in the list. */
  readonly offerAt: number;
  /** Whose free goods are being chosen, and from which. */
  readonly gift: GiftChoice | null;
  readonly notice: NoticeContent | null;
  readonly finished: FinishedSale | null;
};

export const saleStart = (basket: Basket): SaleState => ({
  phase: 'open',
  armed: 'scan',
  typed: '',
  basket,
  selectedN: null,
  newestN: basket.lines.at(-1)?.n ?? null,
  member: null,
  searching: false,
  memberFailure: null,
  programme: null,
  outcome: null,
  whole: null,
  spend: NO_SPEND,
  isOnline: false,
  minute: 0,
  usage: [],
  offerAt: 0,
  gift: null,
  notice: null,
  finished: null,
});

export function selectedLine({ basket, selectedN, newestN }: SaleState): BasketLine | undefined {
  const wanted = selectedN ?? newestN;
  return basket.lines.find(({ n }) => n === wanted) ?? basket.lines.at(-1);
}

/** What is left for money. */
export const dueMinor = (state: SaleState): Minor => state.outcome?.redemption.moneyMinor ?? minor(0);
