/**
 * SAL-1 … SAL-4: whether a sale says what the engine says of what the till saw. Main uses the same comparison before
 * signing; HQ uses it on every entry, and a fault puts the effects in suspense, never the chain.
 */
import { sameJson as same } from '../kernel/same-json.ts';
import { sumMinor } from '../kernel/units.ts';
import type { CompiledProgramme } from '../loyalty/compile/compiled.ts';
import { compute } from '../loyalty/compute.ts';
import type { Outcome } from '../loyalty/outcome/outcome.ts';
import type { SaleBody } from './body.ts';
import type { EntryHead, EntryPart, EntryTotals } from './entry.ts';

export type SaleFault =
  | 'programme'
  | 'lines'
  | 'explanation'
  | 'totals'
  | 'tenders'
  | 'parts'
  | 'member'
  | 'clock';

export function checkSale(sale: {
  head: EntryHead;
  body: SaleBody;
  compiled: CompiledProgramme;
}): SaleFault | null {
  const { head, body, compiled } = sale;
  if (head.programme?.version !== compiled.programme.version) return 'programme';
  if ((head.member ?? null) !== (body.seen.member?.id ?? null)) return 'member';
  if (body.seen.clock.wallMs !== head.wallMs || body.seen.clock.businessDate !== head.businessDate)
    return 'clock';
  const outcome = compute(compiled, body.seen);
  if (!same(body.lines, outcome.lines) || !same(body.taxes, outcome.taxes)) return 'lines';
  if (!same(body.explanation, outcome.explanation)) return 'explanation';
  if (!same(head.parts, saleParts(outcome))) return 'parts';
  if (!same(head.totals, saleTotals(outcome, compiled.programme.currencyCode))) return 'totals';
  return tendersFit(body, outcome) ? null : 'tenders';
}

/** The effects a sale has: points earned, when there are any. */
export const saleParts = (outcome: Outcome): readonly EntryPart[] =>
  outcome.earnedPoints > 0 ? [{ n: 1, effect: 'EARN', asset: 'points', amount: outcome.earnedPoints }] : [];

/** `tenderMinor` is what the shop keeps: the tenders less the change. */
export const saleTotals = (outcome: Outcome, currency: string): EntryTotals => ({
  grossMinor: outcome.grossMinor,
  discountMinor: outcome.discountMinor,
  tenderMinor: outcome.totalMinor,
  currency,
});

/** Money given covers the total, and the change is exactly what is over. */
function tendersFit(body: SaleBody, outcome: Outcome): boolean {
  const givenMinor = sumMinor(body.tenders.map((tender) => tender.amountMinor));
  return givenMinor >= outcome.totalMinor && body.changeMinor === givenMinor - outcome.totalMinor;
}
