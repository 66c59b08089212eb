/**
 * SAL-1 … SAL-6: whether a sale says what the engine says of what the till saw. Main makes the same claim before
 * signing; HQ compares every entry with it, and a fault puts the effects in suspense, never the chain.
 */
import { sameJson as same } from '../kernel/same-json.ts';
import { sumMinor } from '../kernel/units.ts';
import type { CompiledProgramme } from '../loyalty/compile/compiled.ts';
import { compute } from '../loyalty/compute.ts';
import type { Outcome } from '../loyalty/outcome/outcome.ts';
import type { SaleBody } from './body.ts';
import type { EntryHead } from './entry.ts';
import { saleClaim, saleParts, saleTotals } from './sale-claim.ts';

export type SaleFault =
  | 'programme'
  | 'lines'
  | 'explanation'
  | 'spent'
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
  const claim = saleClaim(outcome);
  if (!same(body.lines, claim.lines) || !same(body.taxes, claim.taxes)) return 'lines';
  if (!same(body.explanation, claim.explanation)) return 'explanation';
  if (!same(body.spent, claim.spent) || !same(body.funding, claim.funding)) return 'spent';
  if (!same(head.parts, saleParts(outcome))) return 'parts';
  if (!same(head.totals, saleTotals(outcome, compiled.programme.currencyCode))) return 'totals';
  return tendersFit(body, outcome) ? null : 'tenders';
}

/** Money given covers what is left for money, and the change is exactly what is over. */
function tendersFit(body: SaleBody, { redemption }: Outcome): boolean {
  const givenMinor = sumMinor(body.tenders.map((tender) => tender.amountMinor));
  return givenMinor >= redemption.moneyMinor && body.changeMinor === givenMinor - redemption.moneyMinor;
}
