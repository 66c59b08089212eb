/**
 * A rule's turn: how often it is taken and what that takes off. A turn is planned on the lines as they stand and changes
 * them only when it is played, so that the rules of a group can be compared by what each would really take off (STK-2).
 */
import { assert } from '../../kernel/assert.ts';
import { MAX_DISCOUNT_TIMES } from '../../kernel/limits.ts';
import type { DiscountGive, FreeGoodsGive } from '../programme/give.ts';
import { type Asked, askedTimes } from './claims.ts';
import { freeUnits } from './free-units.ts';
import type { Judged } from './judge.ts';
import type { PriceRun } from './price-run.ts';
import { applyReduction, capped, type Reduction, reductionOf, shareOf } from './reduction.ts';
import { copyOf, type WorkingLine } from './working-line.ts';

export type PriceJudged = Judged<DiscountGive | FreeGoodsGive>;

export type Turn = {
  readonly judged: PriceJudged;
  /** How often it is taken: asked for, or once where nobody has to ask. */
  readonly times: number;
  readonly totalMinor: number;
  readonly first: Reduction;
  readonly asked: Asked;
  /** What there is a right to beside what is taken. */
  readonly timesLeft: number;
};

export const isFreeGoods = (judged: PriceJudged): judged is Judged<FreeGoodsGive> =>
  judged.each.rule.give.kind === 'freeGoods';

export function turnOf(run: PriceRun, judged: PriceJudged): Turn {
  return isFreeGoods(judged) ? freeTurn(run, judged) : discountTurn(run, judged);
}

const UNASKED: Asked = { times: 1, refusal: null };

function discountTurn(run: PriceRun, judged: PriceJudged): Turn {
  const { each } = judged;
  if (!each.byClaim) return takenOnce(judged, reduction(run, judged), UNASKED);
  const usual = Math.min(MAX_DISCOUNT_TIMES, judged.times, each.rule.limits?.timesPerReceipt ?? 1);
  const largest = Math.min(MAX_DISCOUNT_TIMES, each.cost ? judged.times : usual);
  const asked = askedTimes(run.claims.get(each.rule.id) ?? [], { usual, largest });
  const once = { ...judged, times: 1 };
  const first = reduction(run, once);
  if (asked.times <= 1) return { ...takenOnce(once, first, asked), timesLeft: largest - asked.times };
  const rehearsed = rehearse(run, once, asked.times);
  return {
    judged: once,
    first,
    asked,
    times: rehearsed.times,
    totalMinor: rehearsed.totalMinor,
    timesLeft: largest - rehearsed.times,
  };
}

const takenOnce = (judged: PriceJudged, first: Reduction, asked: Asked): Turn => ({
  judged,
  first,
  asked,
  times: asked.times,
  totalMinor: asked.times > 0 ? first.totalMinor : 0,
  timesLeft: 0,
});

/** GFT-3, GFT-5: pins are bounded by the right, and what is open takes the rest of it. */
function freeTurn(run: PriceRun, judged: Judged<FreeGoodsGive>): Turn {
  const { each } = judged;
  const claims = run.claims.get(each.rule.id) ?? [];
  const free = freeUnits(judged, run.lines, claims);
  const first = limited(run, judged, free.reduction);
  const isAsked = claims.length > 0;
  const asked = isAsked ? askedTimes(claims, { usual: free.right, largest: free.right }) : UNASKED;
  const times = isAsked || !each.byClaim ? free.times : 0;
  const totalMinor = times > 0 ? first.totalMinor : 0;
  return { judged, first, asked, times, totalMinor, timesLeft: free.right - times };
}

/** What it takes to be taken so often, tried on copies of the lines. */
function rehearse(run: PriceRun, judged: PriceJudged, times: number): { times: number; totalMinor: number } {
  const copies = new Map<WorkingLine, WorkingLine>(run.lines.map((line) => [line, copyOf(line)]));
  const copied = (lines: readonly WorkingLine[]) => lines.map((line) => copies.get(line) ?? line);
  const stage = { ...run, lines: copied(run.lines), taken: new Map(run.taken) };
  return repeat(stage, { ...judged, lines: copied(judged.lines) }, times);
}

function repeat(run: PriceRun, judged: PriceJudged, times: number): { times: number; totalMinor: number } {
  let totalMinor = 0;
  for (let time = 0; time < times; time += 1) {
    const next = reduction(run, judged);
    if (next.totalMinor === 0) return { times: time, totalMinor };
    applyOnce(run, judged, next);
    totalMinor += next.totalMinor;
  }
  return { times, totalMinor };
}

/** Takes it off the lines. */
export function play(run: PriceRun, turn: Turn): void {
  if (turn.times === 0) return;
  applyOnce(run, turn.judged, turn.first);
  if (!isFreeGoods(turn.judged)) repeat(run, turn.judged, turn.times - 1);
}

/** What one more time would take off now. */
export function onceMore(run: PriceRun, judged: PriceJudged): number {
  const once = { ...judged, times: 1 };
  if (!isFreeGoods(once)) return reduction(run, once).totalMinor;
  return limited(run, once, freeUnits(once, run.lines, []).reduction).totalMinor;
}

function applyOnce(run: PriceRun, { each }: PriceJudged, what: Reduction): void {
  const { id } = each.rule;
  applyReduction(what, id);
  run.taken.set(id, (run.taken.get(id) ?? 0) + what.totalMinor);
  run.allowanceMinor -= what.totalMinor;
}

/** One application, within the limits of the rule and of the programme (LIM-13, LIM-14). */
function reduction(run: PriceRun, judged: PriceJudged): Reduction {
  const { give } = judged.each.rule;
  assert(give.kind !== 'freeGoods', 'free goods are planned in one piece');
  return limited(run, judged, reductionOf(give, judged));
}

function limited(run: PriceRun, { each, sumMinor }: PriceJudged, what: Reduction): Reduction {
  const { limits, id } = each.rule;
  const taken = run.taken.get(id) ?? 0;
  const most = Math.min(
    limits?.discountPerReceiptMinor ?? Number.POSITIVE_INFINITY,
    limits?.shareOfReceiptBps === undefined
      ? Number.POSITIVE_INFINITY
      : shareOf(sumMinor, limits.shareOfReceiptBps),
  );
  return capped(what, Math.max(0, Math.min(most - taken, run.allowanceMinor)));
}
