/** Which of the rules that hold are taken (STK-1 … STK-4): in order of groups, the best or all of each group. */
import { minor } from '../../kernel/units.ts';
import type { CompiledGroup, CompiledRule, PriceGive } from '../compile/compiled.ts';
import type { FreeGoodsGive } from '../programme/give.ts';
import { type ExtraGoods, extraGoods } from './extra-goods.ts';
import { rights } from './free-units.ts';
import { type Judged, judge } from './judge.ts';
import { type PriceRun, tellFired } from './price-run.ts';
import { applyReduction } from './reduction.ts';
import { isFreeGoods, onceMore, type PriceJudged, play, type Turn, turnOf } from './turn.ts';

export function playGroup(run: PriceRun, group: CompiledGroup): void {
  const judged = judgeAll(run, group.rules);
  if (judged.length === 0) return;
  if (group.combine === 'all') for (const each of judged) playAll(run, turnOf(run, each));
  else
    playBest(
      run,
      judged.map((each) => turnOf(run, each)),
    );
}

/** Extra goods save nothing on what is in the basket, so they neither beat a rule of their group nor are beaten (GFT-2). */
function judgeAll(run: PriceRun, rules: readonly CompiledRule<PriceGive>[]): readonly PriceJudged[] {
  const judged: PriceJudged[] = [];
  for (const each of rules) {
    const holds = judge(run, each, run.missed);
    if (holds) judged.push(holds);
  }
  const extras = judged.filter(isExtra);
  for (const each of extras) giveAndOffer(run, each);
  return extras.length === 0 ? judged : judged.filter((each) => !isExtra(each));
}

export const isExtra = (judged: PriceJudged): judged is Judged<FreeGoodsGive> =>
  isFreeGoods(judged) && judged.each.rule.give.mode === 'extra';

function playAll(run: PriceRun, turn: Turn): void {
  playAndTell(run, turn);
  offer(run, turn, 0);
}

/** The one that was taken. */
export function playBest(run: PriceRun, turns: readonly Turn[]): Turn | null {
  const best = bestOf(turns);
  for (const turn of turns) {
    if (turn === best) playAndTell(run, turn);
    else if (turn.asked.refusal) run.refusals.push(turn.asked.refusal);
    if (best && turn !== best && turn.totalMinor > 0) tellBeaten(run, turn, best);
  }
  for (const turn of turns) offer(run, turn, turn === best ? 0 : (best?.totalMinor ?? 0));
  return best;
}

/** The one that saves most; among equals the first by id, which is the order of a group. Null when none saves. */
function bestOf(turns: readonly Turn[]): Turn | null {
  let best: Turn | null = null;
  for (const turn of turns) if (turn.totalMinor > (best?.totalMinor ?? 0)) best = turn;
  return best;
}

function tellBeaten(run: PriceRun, { judged: { each } }: Turn, by: Turn): void {
  const { id, name } = each.rule;
  run.missed.push({ ruleId: id, name, reason: { kind: 'beaten', by: by.judged.each.rule.id } });
}

export function playAndTell(run: PriceRun, turn: Turn): void {
  const { each } = turn.judged;
  if (turn.asked.refusal) run.refusals.push(turn.asked.refusal);
  if (turn.times === 0 || turn.totalMinor === 0) return;
  play(run, turn);
  const part = each.cost ? 'reward' : isFreeGoods(turn.judged) ? 'gift' : 'discount';
  tellFired(run, each, { part, totalMinor: turn.totalMinor, baseMinor: turn.first.baseMinor });
}

/** What one more claim would save beside what is taken; an offer of money off that saves nothing is none. */
function offer(run: PriceRun, turn: Turn, takenMinor: number): void {
  const { each } = turn.judged;
  if (!each.byClaim || turn.timesLeft <= 0) return;
  const savesMinor = onceMore(run, turn.judged) - takenMinor;
  if (savesMinor > 0) tellOffer(run, each, { times: turn.timesLeft, savesMinor });
}

/** The units that were given. */
export function giveAndOffer(run: PriceRun, judged: Judged<FreeGoodsGive>): number {
  const { units, timesLeft } = giveExtra(run, judged, rights(judged));
  if (timesLeft > 0) tellOffer(run, judged.each, { times: timesLeft, savesMinor: 0 });
  return units;
}

export function giveExtra(run: PriceRun, { each }: Judged<FreeGoodsGive>, times: number): ExtraGoods {
  const extra = extraGoods(each, run.lines, times, run.claims.get(each.rule.id) ?? []);
  const { reduction, units } = extra;
  applyReduction(reduction, each.rule.id);
  run.refusals.push(...extra.refusals);
  if (units > 0) tellFired(run, each, { part: each.cost ? 'reward' : 'gift', ...reduction });
  return extra;
}

export function tellOffer(
  run: PriceRun,
  { rule, cost }: CompiledRule,
  what: { readonly times: number; readonly savesMinor: number },
): void {
  const free = rule.give.kind === 'freeGoods' ? rule.give : null;
  run.offers.push({
    ruleId: rule.id,
    name: rule.name,
    times: what.times,
    units: free?.units ?? 0,
    products: free?.goods?.products ?? [],
    cost,
    savesMinor: minor(what.savesMinor),
  });
}
