/**
 * SAL-5: what of the engine's outcome a sale's body and head carry. Main signs it, HQ makes it again and compares: what
 * is not in here is not claimed, and what `seen` holds is never said twice (ADR 0009).
 */
import { sumMinor } from '../kernel/units.ts';
import type { CompiledProgramme } from '../loyalty/compile/compiled.ts';
import { countedUses } from '../loyalty/limits/counted-uses.ts';
import type { Outcome, OutcomeEffect, PricedLine } from '../loyalty/outcome/outcome.ts';
import type { RedemptionOutcome } from '../loyalty/outcome/redemption-outcome.ts';
import type { LineFigures, SaleClaim, SpentFigures } from './body.ts';
import type { EntryPart, EntryTotals } from './entry.ts';

export function saleClaim(compiled: CompiledProgramme, outcome: Outcome): SaleClaim {
  const { lines, taxes, redemption, funding, explanation } = outcome;
  const uses = countedUses(compiled, outcome);
  return {
    lines: lines.map(lineFigures),
    taxes,
    ...(spendsAnything(redemption) ? { spent: spentFigures(redemption) } : {}),
    ...(funding.length > 0 ? { funding } : {}),
    ...(uses.length > 0 ? { uses } : {}),
    explanation,
  };
}

/** SAL-6: effects of one kind, asset, holder and life are one part, in the order in which the engine names them. */
export function saleParts({ effects }: Pick<Outcome, 'effects'>): readonly EntryPart[] {
  const sums = new Map<string, Omit<EntryPart, 'n'>>();
  for (const each of effects) {
    if (each.amount === 0) continue;
    const key = partKey(each);
    const before = sums.get(key);
    sums.set(key, before ? { ...before, amount: before.amount + each.amount } : partOf(each));
  }
  return [...sums.values()].map((part, index) => ({ n: index + 1, ...part }));
}

/** `tenderMinor` is the money that the shop keeps: the tenders less the change. */
export const saleTotals = (outcome: Outcome, currency: string): EntryTotals => ({
  grossMinor: outcome.grossMinor,
  discountMinor: outcome.discountMinor,
  tenderMinor: outcome.redemption.moneyMinor,
  currency,
});

const lineFigures = ({ n, grossMinor, discountMinor, totalMinor, cuts, earns }: PricedLine): LineFigures => ({
  n,
  grossMinor,
  discountMinor,
  totalMinor,
  cuts,
  earns,
});

const spendsAnything = ({ points, walletMinor, giftCards }: RedemptionOutcome): boolean =>
  points > 0 || walletMinor > 0 || sumMinor(giftCards.map((card) => card.amountMinor)) > 0;

const spentFigures = (redemption: RedemptionOutcome): SpentFigures => ({
  as: redemption.as,
  points: redemption.points,
  pointsMinor: redemption.pointsMinor,
  walletMinor: redemption.walletMinor,
  giftCards: redemption.giftCards,
  moneyMinor: redemption.moneyMinor,
});

const partKey = ({ effect, asset, to, cardId, validDays }: OutcomeEffect): string =>
  [effect, asset, to ?? '', cardId ?? '', validDays ?? ''].join(' ');

const partOf = ({ effect, asset, amount, to, cardId, validDays }: OutcomeEffect): Omit<EntryPart, 'n'> => ({
  effect,
  asset,
  amount,
  ...(to === undefined ? {} : { to }),
  ...(cardId === undefined ? {} : { cardId }),
  ...(validDays === undefined ? {} : { validDays }),
});
