/**
 * Returns and voids (RET-n). What a return gives is the difference of two states of the sale: with everything that has
 * come back so far, and with what comes back now as well. So any split of a return sums exactly to the whole, and a
 * sale that came back entirely has restored everything. The sale's own programme version is the one that counts.
 */
import { isQuantity, lineTotalMinor } from '../../basket/basket.ts';
import { assert } from '../../kernel/assert.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { milli, minor } from '../../kernel/units.ts';
import { giftsDue } from './gifts-due.ts';
import { partsBack, type SalePart, sold } from './line-parts.ts';
import { added, NOTHING_BACK, type Quantities, quantities } from './quantities.ts';
import type { Return, ReturnedLine, ReturnFault, ReturnRequest, SaleFacts } from './return.ts';
import { balancesBack } from './return-effects.ts';
import { fundingBack, taxesBack } from './return-sums.ts';
import { tendersBetween } from './return-tenders.ts';

/** Most returns of one sale; each brings at least a gram back. */
export const MAX_RETURNS = 500;

export function returnGoods({
  sale: asked,
  before,
  now,
  cardsHold,
}: ReturnRequest): Result<Return, ReturnFault> {
  const { sale, parts } = sold(asked);
  const comesBack = quantities(now);
  assert(before.length <= MAX_RETURNS, 'a sale has only so many returns');
  const stages: Quantities[] = [NOTHING_BACK];
  for (const lines of before) stages.push(added(last(stages), quantities(lines)));
  const fault = faultOf(sale, { comesBack, already: last(stages) }) ?? cardFault(sale, comesBack, cardsHold);
  if (fault) return fail(fault);
  stages.push(added(last(stages), comesBack));
  return ok(returnBetween(sale, parts, stages));
}

/** RET-1: a void is the return of everything that has not come back yet. */
export const everythingLeft = (
  { seen }: Pick<SaleFacts, 'seen'>,
  before: ReturnRequest['before'],
): readonly ReturnedLine[] => {
  const back = before.map(quantities).reduce(added, NOTHING_BACK);
  return seen.lines.flatMap(({ n, quantityMilli }) => {
    const left = quantityMilli - (back.get(n) ?? 0);
    return left > 0 ? [{ n, quantityMilli: milli(left) }] : [];
  });
};

function returnBetween(sale: SaleFacts, parts: readonly SalePart[], stages: readonly Quantities[]): Return {
  const from = partsBack(parts, stages.at(-2) ?? NOTHING_BACK);
  const to = partsBack(parts, last(stages));
  const balances = balancesBack(sale, parts, stages);
  return {
    lines: to.flatMap((part, index) => {
      const earlier = from[index];
      if (!earlier || part.quantityMilli === earlier.quantityMilli) return [];
      return [
        {
          n: part.line.n,
          quantityMilli: milli(part.quantityMilli - earlier.quantityMilli),
          grossMinor: minor(part.grossMinor - earlier.grossMinor),
          discountMinor: minor(part.discountMinor - earlier.discountMinor),
          totalMinor: minor(part.totalMinor - earlier.totalMinor),
        },
      ];
    }),
    tenders: tendersBetween(sale, { from, to }),
    taxes: taxesBack(sale, { from, to }),
    effects: balances.effects,
    reasons: balances.reasons,
    funding: fundingBack(sale, { from, to, fired: balances.fired }),
    gifts: giftsDue(sale, last(stages)),
  };
}

function faultOf(
  { seen }: SaleFacts,
  { comesBack, already }: { comesBack: Quantities; already: Quantities },
): ReturnFault | null {
  if (comesBack.size === 0) return { kind: 'nothing' };
  for (const [n, quantityMilli] of comesBack) {
    const line = seen.lines.find((each) => each.n === n);
    if (!line) return { kind: 'unknownLine', n };
    if (!isQuantity(quantityMilli, line.unit)) return { kind: 'quantity', n };
    const left = line.quantityMilli - (already.get(n) ?? 0);
    if (quantityMilli > left) return { kind: 'tooMuch', n, leftMilli: milli(Math.max(0, left)) };
  }
  return null;
}

/** GFC-3: what was spent from a gift card is gone, so the card comes back only with all that is returned on it. */
function cardFault(
  sale: SaleFacts,
  comesBack: Quantities,
  cardsHold: ReturnRequest['cardsHold'],
): ReturnFault | null {
  if (!cardsHold) return null;
  const asked = new Map<string, number>();
  for (const { n, giftCardId, unitPriceMinor } of sale.seen.lines) {
    const back = comesBack.get(n) ?? 0;
    if (giftCardId === undefined || back === 0) continue;
    const faceMinor = lineTotalMinor({ unitPriceMinor, quantityMilli: milli(back) });
    asked.set(giftCardId, (asked.get(giftCardId) ?? 0) + faceMinor);
    const left = cardsHold.find(({ cardId }) => cardId === giftCardId)?.leftMinor ?? 0;
    if ((asked.get(giftCardId) ?? 0) > left) return { kind: 'giftCardSpent', n, cardId: giftCardId };
  }
  return null;
}

const last = (stages: readonly Quantities[]): Quantities => stages.at(-1) ?? NOTHING_BACK;
