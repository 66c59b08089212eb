/** Compares what a step expects with what the engine said; an absent key is not checked, an empty list means none. */

import type { Differences } from '../differences.ts';
import type { Expected } from '../format/basket-schema.ts';
import { hundredths, money } from '../format/numbers.ts';
import type { Accounts } from './accounts.ts';
import type { Evaluated } from './evaluate.ts';
import { type Cut, cutsOf, freeUnits, isGoods, moved, perUnit, rewardOf, taxMinor } from './figures.ts';
import type { Order } from './order.ts';

export type Moment = {
  readonly evaluated: Evaluated;
  readonly order: Order;
  readonly accounts: Accounts;
  /** Codes, cards and rewards asked for in this step that the engine refused. */
  readonly refused: readonly string[];
  readonly issued: readonly { readonly programme: string; readonly points: number }[];
};

const total = (cuts: readonly Cut[]): number => cuts.reduce((sum, { amount }) => sum + amount, 0);

export function compareStep(to: Differences, expected: Expected, moment: Moment): void {
  const { outcome } = moment.evaluated;
  const tolerance =
    expected.tolerance === undefined ? 0 : Math.floor(Number(expected.tolerance) * 100 + 1e-6);
  const sum = (what: string, value: string | undefined, got: number) => {
    if (value !== undefined) to.figure(what, money(value), got, tolerance);
  };
  const cuts = cutsOf(moment.evaluated);
  const goods = cuts.filter(({ isGift }) => !isGift);
  const toPay = outcome.redemption.moneyMinor;
  sum('total', expected.total, toPay);
  sum('untaxed', expected.total_untaxed, toPay - taxMinor(moment.evaluated));
  sum('tax', expected.tax, taxMinor(moment.evaluated));
  sum('all discounts', expected.discount_total, total(goods));
  if (expected.discount_lines !== undefined)
    to.figure(
      'discounts',
      expected.discount_lines,
      new Set(goods.map(({ programme, reward }) => `${programme}/${reward}`)).size,
    );
  compareDiscounts(to, expected, cuts, tolerance);
  compareLines(to, expected, moment.evaluated, goods);
  compareGifts(to, expected, moment);
  compareBalances(to, expected, moment);
}

function compareDiscounts(
  to: Differences,
  { discounts }: Expected,
  cuts: readonly Cut[],
  tolerance: number,
): void {
  if (!discounts) return;
  const named = new Set(discounts.map(({ reward }) => reward));
  const counted = cuts.filter(({ isGift, reward }) => !isGift || named.has(reward));
  for (const { reward, amount, sku } of discounts) {
    const own = counted.filter((cut) => cut.reward === reward && (sku === undefined || cut.sku === sku));
    to.figure(`discount ${reward} ${sku ?? ''}`, money(amount), total(own), tolerance);
  }
  const others = counted.filter(
    (cut) =>
      !discounts.some(({ reward, sku }) => reward === cut.reward && (sku === undefined || sku === cut.sku)),
  );
  to.same('further discounts', [], others);
}

function compareLines(to: Differences, expected: Expected, evaluated: Evaluated, cuts: readonly Cut[]): void {
  const lines = evaluated.outcome.lines.filter(isGoods);
  const { line_discounts: byLine, unit_discounts: byUnit, by_programme: byProgramme } = expected;
  const of = (sku: string) => total(cuts.filter((cut) => cut.sku === sku));
  for (const [sku, amount] of Object.entries(byLine ?? {})) to.figure(`off ${sku}`, money(amount), of(sku));
  if (byLine && Object.keys(byLine).length === 0) to.figure('off any goods', 0, total(cuts));
  for (const [sku, amounts] of Object.entries(byUnit ?? {}))
    to.same(
      `off units of ${sku}`,
      amounts.map(money),
      lines.filter(({ code }) => code === sku).flatMap(perUnit),
    );
  for (const [programme, bySku] of Object.entries(byProgramme ?? {}))
    for (const [sku, amount] of Object.entries(bySku))
      to.figure(
        `${programme} off ${sku}`,
        money(amount),
        total(cuts.filter((cut) => cut.programme === programme && cut.sku === sku)),
      );
  for (const [sku, price] of Object.entries(expected.line_prices ?? {}))
    to.figure(`price of ${sku}`, money(price), lines.find(({ code }) => code === sku)?.unitPriceMinor ?? -1);
}

function compareGifts(to: Differences, expected: Expected, { evaluated, order, refused }: Moment): void {
  if (expected.free) {
    const bySku = (list: readonly { readonly sku: string; readonly qty: number }[]) =>
      [...list].map(({ sku, qty }) => `${sku} ${qty}`).sort();
    to.same('free', bySku(expected.free), bySku(freeUnits(evaluated)));
  }
  for (const [reward, isClaimable] of Object.entries(expected.claimable ?? {}))
    to.same(`claimable ${reward}`, isClaimable, isOffered(evaluated, reward));
  const applied = new Set([
    ...cutsOf(evaluated).map(({ reward }) => reward),
    ...order.asked.map(({ reward }) => reward).filter((reward) => freeOf(evaluated, reward)),
  ]);
  for (const reward of expected.applied ?? []) to.same(`applied ${reward}`, true, applied.has(reward));
  for (const reward of expected.not_applied ?? []) to.same(`applied ${reward}`, false, applied.has(reward));
  if (expected.rejected) to.same('rejected', [...expected.rejected].sort(), [...refused].sort());
}

const freeOf = ({ outcome, placed }: Evaluated, reward: string): boolean =>
  outcome.lines.some(({ giftOf }) => giftOf !== undefined && rewardOf(placed, giftOf)?.reward.id === reward);

function isOffered({ outcome, placed }: Evaluated, reward: string): boolean {
  const pays = placed.some(({ programme }) =>
    programme.rewards.some(({ id, type }) => id === reward && type === 'amount_per_point'),
  );
  if (pays) return outcome.redemption.largestPoints > 0;
  return outcome.offers.some(
    ({ ruleId, times }) => times > 0 && rewardOf(placed, ruleId)?.reward.id === reward,
  );
}

function compareBalances(to: Differences, expected: Expected, moment: Moment): void {
  const { evaluated, order, accounts } = moment;
  const [earned, spent] = [moved(evaluated, 'EARN'), moved(evaluated, 'REDEEM')];
  for (const [id, amount] of Object.entries(expected.earned ?? {}))
    to.figure(`earned ${id}`, hundredths(amount), earned.get(id) ?? 0);
  for (const [id, amount] of Object.entries(expected.spent ?? {}))
    to.figure(`spent ${id}`, hundredths(amount), spent.get(id) ?? 0);
  const before = (id: string) => (order.member === null ? 0 : accounts.balance(order.member, id));
  for (const [id, amount] of Object.entries(expected.preview_balance ?? {}))
    to.figure(
      `balance after ${id}`,
      hundredths(amount),
      before(id) + (earned.get(id) ?? 0) - (spent.get(id) ?? 0),
    );
  for (const [id, amount] of Object.entries(expected.usable_points ?? {}))
    to.figure(`usable ${id}`, hundredths(amount), before(id) + (earned.get(id) ?? 0));
  for (const [member, balances] of Object.entries(expected.balance ?? {}))
    for (const [id, amount] of Object.entries(balances))
      to.figure(`balance of ${member} ${id}`, hundredths(amount), accounts.balance(member, id));
  for (const [code, amount] of Object.entries(expected.card_balance ?? {}))
    to.figure(`card ${code}`, hundredths(amount), accounts.card(code));
  if (expected.issued)
    to.same(
      'issued',
      expected.issued.map(({ programme, points }) =>
        points === undefined ? programme : [programme, hundredths(points)],
      ),
      moment.issued.map(({ programme, points }, at) =>
        expected.issued?.[at]?.points === undefined ? programme : [programme, points],
      ),
    );
}
