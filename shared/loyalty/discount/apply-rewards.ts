/**
 * Rewards (RWD-n): discounts, free goods and privileges that a member buys with a balance, after all rules and before
 * anything is paid with points. Only what is claimed is bought; everything else that could be is offered.
 */
import { MAX_DISCOUNT_TIMES, MAX_TIMES } from '../../kernel/limits.ts';
import type { Asset } from '../asset.ts';
import type { CompiledProgramme, CompiledRule, PriceGive } from '../compile/compiled.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { LineCut, Offer, OutcomeEffect, Refusal } from '../outcome/outcome.ts';
import type { PrivilegeGive } from '../programme/give.ts';
import type { Seen } from '../seen/seen.ts';
import type { CutLine } from './apply-discounts.ts';
import { askedTimes } from './claims.ts';
import { giftsOf } from './extra-goods.ts';
import { freeUnits, rights } from './free-units.ts';
import { giveExtra, isExtra, playAndTell, tellOffer } from './groups.ts';
import { type Judged, judge } from './judge.ts';
import { beginRun, type PriceRun, tellFired } from './price-run.ts';
import { isFreeGoods, onceMore, type PriceJudged, turnOf } from './turn.ts';
import { cutLine, cutsOf, type WorkingLine, workingLines } from './working-line.ts';

export type RewardsOn = {
  readonly lines: readonly CutLine[];
  /** What the member may spend of an asset here. */
  readonly spendable: (asset: Asset) => number;
};

export type Rewarded = {
  /** Beside the lines given: what rewards take off each. */
  readonly cuts: readonly (readonly LineCut[])[];
  /** The lines given with those cuts added. */
  readonly lines: readonly CutLine[];
  /** What was bought, as REDEEM. */
  readonly effects: readonly OutcomeEffect[];
  readonly fired: readonly FiredRule[];
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
};

type Reward = CompiledRule<PriceGive | PrivilegeGive>;
type Shop = {
  readonly run: PriceRun;
  readonly left: Map<Asset, number>;
  readonly bought: Map<Reward, number>;
  /** Of extra goods: how often there is still a right to them, balances aside. */
  readonly giftsLeft: Map<Reward, number>;
};

export function applyRewards(compiled: CompiledProgramme, seen: Seen, on: RewardsOn): Rewarded {
  const { rewards } = compiled;
  if (rewards.length === 0) return nothing(on.lines);
  const run = beginRun(compiled, seen, workingLines(on.lines));
  const shop: Shop = { run, left: balances(rewards, on), bought: new Map(), giftsLeft: new Map() };
  const wanted = rewards
    .filter((each) => isWanted(run, each))
    .sort((a, b) => openness(run, a) - openness(run, b));
  for (const each of wanted) buy(shop, each);
  for (const each of rewards) propose(shop, each);
  const inBasketOrder = [...run.lines].sort((a, b) => a.at - b.at);
  return {
    cuts: inBasketOrder.map(cutsOf),
    lines: inBasketOrder.map(withCuts),
    effects: [...shop.bought].map(([each, times]) => effectOf(each, times)),
    fired: run.fired,
    offers: run.offers,
    refusals: run.refusals,
  };
}

const nothing = (lines: readonly CutLine[]): Rewarded => ({
  cuts: lines.map(() => []),
  lines,
  effects: [],
  fired: [],
  offers: [],
  refusals: [],
});

const balances = (rewards: readonly Reward[], { spendable }: RewardsOn): Map<Asset, number> =>
  new Map(rewards.flatMap(({ cost }) => (cost ? [[cost.asset, spendable(cost.asset)] as const] : [])));

const isWanted = ({ claims, lines }: PriceRun, each: Reward): boolean =>
  claims.has(each.rule.id) || giftsOf(each, lines).length > 0;

/** Rewards whose number is pinned are bought first; the others share what is left (GFT-5). */
const openness = ({ claims }: PriceRun, { rule }: Reward): number =>
  claims.get(rule.id)?.some(({ times }) => times === undefined) === true ? 1 : 0;

function buy(shop: Shop, each: Reward): void {
  const { run } = shop;
  const judged = holding(shop, each);
  if (!judged) refuse(run, each);
  else if (isPrivilege(judged)) pay(shop, each, buyPrivilege(run, judged));
  else if (isPrice(judged) && isExtra(judged)) {
    const { units, timesLeft } = giveExtra(run, judged, rights(judged));
    shop.giftsLeft.set(each, timesLeft);
    pay(shop, each, Math.ceil(units / judged.each.rule.give.units));
  } else if (isPrice(judged)) {
    const turn = turnOf(run, judged);
    playAndTell(run, turn);
    if (turn.totalMinor > 0) pay(shop, each, turn.times);
  }
}

/** The reward's condition holds, its goods are there, and the balance suffices for at least one. */
function holding({ run, left, bought }: Shop, each: Reward): Judged<PriceGive | PrivilegeGive> | null {
  const judged = judge(run, each, []);
  if (!judged || !each.cost) return null;
  const { asset, amount } = each.cost;
  const affordable = amount > 0 ? Math.floor((left.get(asset) ?? 0) / amount) : MAX_TIMES;
  const times = Math.min(judged.times - (bought.get(each) ?? 0), affordable);
  return times > 0 ? { ...judged, times } : null;
}

const isPrivilege = (judged: Judged<PriceGive | PrivilegeGive>): judged is Judged<PrivilegeGive> =>
  judged.each.rule.give.kind === 'privilege';

const isPrice = (judged: Judged<PriceGive | PrivilegeGive>): judged is PriceJudged => !isPrivilege(judged);

function buyPrivilege(run: PriceRun, { each, times, sumMinor }: Judged<PrivilegeGive>): number {
  const most = Math.min(times, each.rule.limits?.timesPerReceipt ?? 1);
  const asked = askedTimes(run.claims.get(each.rule.id) ?? [], { usual: 1, largest: most });
  if (asked.refusal) run.refusals.push(asked.refusal);
  if (asked.times > 0) tellFired(run, each, { part: 'privilege', totalMinor: 0, baseMinor: sumMinor });
  return asked.times;
}

function refuse(run: PriceRun, each: Reward): void {
  const { id } = each.rule;
  if (run.claims.has(id)) run.refusals.push({ kind: 'claim', ruleId: id, largestTimes: 0 });
  for (const { line } of giftsOf(each, run.lines)) run.refusals.push({ kind: 'gift', n: line.n, ruleId: id });
}

function pay({ left, bought }: Shop, each: Reward, times: number): void {
  if (times === 0 || !each.cost) return;
  const { asset, amount } = each.cost;
  left.set(asset, (left.get(asset) ?? 0) - amount * times);
  bought.set(each, times);
}

/** What one more of it would save, on what is left after everything that was bought. */
function propose(shop: Shop, each: Reward): void {
  const { run } = shop;
  const judged = holding(shop, each);
  if (!judged) return;
  if (isPrivilege(judged)) {
    const most = (each.rule.limits?.timesPerReceipt ?? 1) - (shop.bought.get(each) ?? 0);
    if (most > 0) tellOffer(run, each, { times: Math.min(most, judged.times), savesMinor: 0 });
  } else if (isPrice(judged) && isExtra(judged)) {
    const times = Math.min(judged.times, shop.giftsLeft.get(each) ?? rights(judged));
    if (times > 0) tellOffer(run, each, { times, savesMinor: 0 });
  } else if (isPrice(judged)) {
    const savesMinor = onceMore(run, judged);
    const most = MAX_DISCOUNT_TIMES - (shop.bought.get(each) ?? 0);
    const times = isFreeGoods(judged) ? freeUnits(judged, run.lines, []).right : Math.min(judged.times, most);
    if (savesMinor > 0 && times > 0) tellOffer(run, each, { times, savesMinor });
  }
}

const effectOf = ({ rule, cost }: Reward, times: number): OutcomeEffect => ({
  effect: 'REDEEM',
  asset: cost?.asset ?? 'points',
  amount: (cost?.amount ?? 0) * times,
  ruleId: rule.id,
});

const withCuts = (line: WorkingLine): CutLine => {
  const now = cutLine(line);
  return { ...now, cuts: [...(line.shelf.cuts ?? []), ...now.cuts] };
};
