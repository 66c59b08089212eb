/** Sales of ledger cases: what our engine gives and takes for them, and what it says of their returns. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type ProductId, type RuleId } from '../../../shared/kernel/ids.ts';
import { bps, milli, minor } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { EarnGive } from '../../../shared/loyalty/programme/give.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Reward, Rule } from '../../../shared/loyalty/programme/rule.ts';
import type { ReturnedLine, SaleFacts } from '../../../shared/loyalty/returns/return.ts';
import { everythingLeft, returnGoods } from '../../../shared/loyalty/returns/return-goods.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import type { LedgerCase } from '../format/case-schema.ts';
import { hundredths, money, moneyOrNumber, wholeRate } from '../format/numbers.ts';
import type { LedgerEvent } from '../format/plain-schema.ts';
import { balanceOf, emptySeen, NAMELESS, plainLine, plainMember, plainProgramme } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';
import type { Book } from './book.ts';

type Sale = Extract<LedgerEvent, { op: 'sale' }>;
type Refund = Extract<LedgerEvent, { op: 'refund' }>;

const CARD = 'card';

export class Sales {
  readonly #case: LedgerCase;
  readonly #book: Book;
  readonly #sold = new Map<string, { facts: SaleFacts; before: (readonly ReturnedLine[])[]; asset: Asset }>();

  constructor(each: LedgerCase, book: Book) {
    this.#case = each;
    this.#book = book;
  }

  sell(event: Sale, date: BusinessDate): void {
    const available = this.#book.state.lots.reduce((sum, lot) => sum + lot.remaining, 0);
    const lines = goodsOf(this.#case, event);
    const claims = event.reward ? [{ ruleId: asId<RuleId>(event.reward.id) }] : [];
    this.#post(event.ref, date, 'points', {
      ...emptySeen(),
      lines,
      claims,
      member: plainMember({ balances: [balanceOf('points', available)] }),
    });
  }

  sellCard({ ref, amount }: Extract<LedgerEvent, { op: 'issue_card' }>, date: BusinessDate): void {
    const face = plainLine({ n: 1, sku: 'card', unitPriceMinor: moneyOrNumber(amount) });
    this.#post(ref, date, 'giftcard', { ...emptySeen(), lines: [{ ...face, giftCardId: CARD }] });
  }

  refund(event: Refund, date: BusinessDate): void {
    const sold = this.#soldAs(event.of);
    const now = sold.facts.seen.lines.map(({ n, quantityMilli }) => ({
      n,
      quantityMilli: milli(partOf(quantityMilli, event, sold.facts.outcome.grossMinor)),
    }));
    this.#return(event.of, event.ref ?? `refund-${this.#book.length}`, now, date);
  }

  cancel(of: string, ref: string, date: BusinessDate): void {
    const sold = this.#sold.get(of);
    if (sold) return this.#return(of, ref, everythingLeft(sold.facts, sold.before), date);
    this.#book.undoSpendings(of, { ref, date });
    const forgives = this.#case.clawback_policy === 'clamp_to_zero';
    this.#book.clawBack({ ref, date, of, amount: null, forgives });
  }

  #post(ref: string, date: BusinessDate, asset: Asset, seen: Seen): void {
    const compiled = compileProgramme(programmeOf(this.#case));
    const outcome = compute(compiled, seen);
    if (outcome.refusals.some(({ kind }) => kind === 'claim')) return this.#book.note(ref, true);
    this.#sold.set(ref, { facts: { compiled, seen, outcome }, before: [], asset });
    const total = (effect: 'EARN' | 'REDEEM'): number =>
      outcome.effects.reduce(
        (sum, each) => (each.effect === effect && each.asset === asset ? sum + each.amount : sum),
        0,
      );
    const terms = { activeOn: date, lastDay: null, idleDays: null };
    const [earned, spent] = [this.#hundredths(total('EARN')), this.#hundredths(total('REDEEM'))];
    if (earned > 0) this.#book.earn({ ref, date, amount: earned, terms });
    if (spent > 0) this.#book.spend({ ref, date, amount: spent, proved: false });
  }

  #return(of: string, ref: string, now: readonly ReturnedLine[], date: BusinessDate): void {
    const sold = this.#soldAs(of);
    const back = returnGoods({ sale: sold.facts, before: sold.before, now });
    if (!back.ok) throw new Untranslatable(`the return is refused: ${back.failure.kind}`);
    sold.before.push(now);
    for (const { effect, asset, amount: given } of back.value.effects) {
      if (asset !== sold.asset) continue;
      const amount = this.#hundredths(given);
      if (effect === 'REFUND') this.#book.refund({ ref, date, of, amount });
      else
        this.#book.clawBack({
          ref,
          date,
          of,
          amount,
          forgives: this.#case.clawback_policy === 'clamp_to_zero',
        });
    }
  }

  /** Lots are kept in hundredths, whatever fractions the programme keeps. */
  #hundredths(amount: number): number {
    return truncates(this.#case) ? hundredths(amount) : amount;
  }

  #soldAs(ref: string) {
    const sold = this.#sold.get(ref);
    if (!sold) throw new Untranslatable(`a return of what was not sold: ${ref}`);
    return sold;
  }
}

/**
 * A sale that counts no units is of as many pieces as let every return of the case bring whole ones back, or else of one
 * weighing of which a thousandth costs a hundredth.
 */
function goodsOf(each: LedgerCase, event: Sale): readonly BasketLine[] {
  const sumMinor = money(event.amount);
  const units = event.units ?? piecesOf(each, event);
  const lines: BasketLine[] = [units === null ? weighing(sumMinor) : pieces(sumMinor, units)];
  if (event.reward?.units !== undefined)
    lines.push({
      ...plainLine({ n: 2, sku: 'free', unitPriceMinor: minor(100) }),
      giftOf: asId<RuleId>(event.reward.id),
      quantityMilli: milli(event.reward.units * 1000),
    });
  return lines;
}

function pieces(sumMinor: number, units: number): BasketLine {
  const unitPriceMinor = sumMinor / units;
  if (!Number.isInteger(unitPriceMinor)) throw new Untranslatable(`${units} units for ${sumMinor}`);
  const unit = plainLine({ n: 1, sku: 'goods', unitPriceMinor: minor(unitPriceMinor) });
  return { ...unit, quantityMilli: milli(units * 1000) };
}

const weighing = (sumMinor: number): BasketLine => ({
  ...plainLine({ n: 1, sku: 'goods', unitPriceMinor: minor(1000) }),
  unit: 'kilogram',
  quantityMilli: milli(sumMinor),
});

const MAX_PIECES = 1000;

function piecesOf({ events, programme }: LedgerCase, sale: Sale): number | null {
  const sumMinor = money(sale.amount);
  const refunds = events.flatMap((event) => (event.op === 'refund' && event.of === sale.ref ? [event] : []));
  for (let count = 1; count <= MAX_PIECES; count += 1) {
    const isWhole = (refund: Refund) => Number.isInteger(partOf(count, refund, sumMinor));
    if (sumMinor % count === 0 && refunds.every(isWhole)) return count;
  }
  const countsUnits = programme?.rules?.some(
    ({ per, min_qty: least }) => per === 'unit' || least !== undefined,
  );
  if (countsUnits === true) throw new Untranslatable(`returns of ${sale.ref} are no whole parts`);
  return null;
}

function partOf(quantity: number, { share, amount }: Refund, soldMinor: number): number {
  if (share !== undefined) return quantity * share;
  if (amount === undefined) return quantity;
  return (quantity * money(amount)) / soldMinor;
}

const truncates = ({ programme }: LedgerCase): boolean =>
  programme?.rules?.some((rule) => rule.rounding !== undefined) === true;

function programmeOf(each: LedgerCase): Programme {
  const { programme } = each;
  const fractions = truncates(each) ? 1 : 100;
  return plainProgramme({
    point: { scale: fractions, worthMinor: minor(0) },
    redemption: {
      as: 'discount',
      shareOfReceiptBps: bps(10_000),
      earnOnRedeemed: true,
      fromThisReceipt: true,
    },
    rules: (programme?.rules ?? []).map((rule, index) => ruleOf(rule, index, fractions)),
    rewards: (programme?.rewards ?? []).map(rewardOf),
  });
}

type LedgerRule = NonNullable<NonNullable<LedgerCase['programme']>['rules']>[number];
type LedgerReward = NonNullable<NonNullable<LedgerCase['programme']>['rewards']>[number];

function ruleOf(rule: LedgerRule, index: number, fractions: 1 | 100): Rule {
  const from = {
    ...(rule.min_qty === undefined ? {} : { quantityMilli: milli(rule.min_qty * 1000) }),
    ...(rule.min_amount === undefined ? {} : { sumMinor: money(rule.min_amount) }),
  };
  return { id: asId<RuleId>(`rule-${index}`), name: NAMELESS, from, give: giveOf(rule, fractions) };
}

function giveOf({ per, points }: LedgerRule, fractions: 1 | 100): EarnGive {
  const own = points / (100 / fractions);
  if (per === 'order') return { kind: 'earnFixed', amount: hundredths(own) };
  if (per === 'unit') return { kind: 'earnPerUnit', amount: hundredths(own) };
  const { amount, per: perMinor } = wholeRate(own, 100);
  return { kind: 'earnPerMoney', rate: { amount, perMinor: minor(perMinor) } };
}

function rewardOf(reward: LedgerReward): Reward {
  const parts = {
    id: asId<RuleId>(reward.id),
    name: NAMELESS,
    cost: { asset: 'points', amount: hundredths(reward.cost_points) } as const,
  };
  if (reward.type === 'free_item')
    return {
      ...parts,
      give: {
        kind: 'freeGoods',
        mode: 'extra',
        goods: { products: [asId<ProductId>('free')] },
        units: reward.qty ?? 1,
      },
    };
  if (typeof reward.value === 'number' && reward.type === 'percent')
    return { ...parts, give: { kind: 'percentOff', percentBps: bps(reward.value * 100) } };
  if (typeof reward.value === 'string' && reward.type === 'amount')
    return { ...parts, give: { kind: 'amountOff', amountMinor: money(reward.value) } };
  throw new Untranslatable(`reward ${reward.id}`);
}
