/**
 * SAL-1 … SAL-7, SAL-9: whether a sale says what the engine says of what the till saw. Main makes the same claim before
 * signing; HQ compares every entry with it, and a fault puts the effects in suspense, never the chain.
 */
import type { StoreId } from '../kernel/ids.ts';
import { sameJson as same } from '../kernel/same-json.ts';
import { isSameMinute, minuteOfDay } from '../kernel/time-of-day.ts';
import { sumMinor } from '../kernel/units.ts';
import type { CompiledProgramme } from '../loyalty/compile/compiled.ts';
import { compute } from '../loyalty/compute.ts';
import type { Outcome } from '../loyalty/outcome/outcome.ts';
import type { Seen } from '../loyalty/seen/seen.ts';
import type { SaleBody } from './body.ts';
import type { EntryHead } from './entry.ts';
import { saleClaim, saleParts, saleTotals } from './sale-claim.ts';
import { withoutLeases } from './split-parts.ts';

export type SaleFault =
  | 'programme'
  | 'lines'
  | 'explanation'
  | 'spent'
  | 'uses'
  | 'totals'
  | 'tenders'
  | 'parts'
  | 'member'
  | 'clock'
  | 'place';

export type SaleStore = { readonly id: StoreId; readonly timeZone: string };

export function checkSale(sale: {
  head: EntryHead;
  body: SaleBody;
  compiled: CompiledProgramme;
  /** The till's store, as HQ knows it; absent where the till checks itself. */
  store?: SaleStore;
}): SaleFault | null {
  const { head, body, compiled, store } = sale;
  if (head.programme?.version !== compiled.programme.version) return 'programme';
  if ((head.member ?? null) !== (body.seen.member?.id ?? null)) return 'member';
  if (body.seen.clock.wallMs !== head.wallMs || body.seen.clock.businessDate !== head.businessDate)
    return 'clock';
  const elsewhere = store ? storeFault(body.seen, store) : null;
  if (elsewhere) return elsewhere;
  const outcome = compute(compiled, body.seen);
  const claim = saleClaim(compiled, outcome);
  if (!same(body.lines, claim.lines) || !same(body.taxes, claim.taxes)) return 'lines';
  if (!same(body.explanation, claim.explanation)) return 'explanation';
  if (!same(body.spent, claim.spent) || !same(body.funding, claim.funding)) return 'spent';
  if (!same(body.uses, claim.uses)) return 'uses';
  if (!same(withoutLeases(head.parts), saleParts(outcome))) return 'parts';
  if (!same(head.totals, saleTotals(outcome, compiled.programme.currencyCode))) return 'totals';
  return tendersFit(body, outcome) ? null : 'tenders';
}

/** SAL-7: the minute is the store's own of that moment, or a few earlier, and the place is the store in which the till stands. */
function storeFault({ clock, place }: Seen, { id, timeZone }: SaleStore): SaleFault | null {
  const signedMinute = minuteOfDay(clock.wallMs, timeZone);
  if (clock.minute !== undefined && !isSameMinute(clock.minute, signedMinute)) return 'clock';
  return place === undefined || (place.storeId === id && place.channel === 'till') ? null : 'place';
}

/** Money given covers what is left for money, and the change is exactly what is over. */
function tendersFit(body: SaleBody, { redemption }: Outcome): boolean {
  const givenMinor = sumMinor(body.tenders.map((tender) => tender.amountMinor));
  return givenMinor >= redemption.moneyMinor && body.changeMinor === givenMinor - redemption.moneyMinor;
}
