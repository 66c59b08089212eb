/** Makes a sale's receipt from what is about to be signed. Pure: the same sale gives the same document. */
import type { Place } from '../catalog/place.ts';
import type { BusinessDate } from '../kernel/business-date.ts';
import type { Language } from '../kernel/language.ts';
import { type EpochMs, type Minor, points } from '../kernel/units.ts';
import type { Tender } from '../ledger/body.ts';
import type { ShownBalance } from '../ledger/shown-balance.ts';
import type { Outcome, PricedLine } from '../loyalty/outcome/outcome.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import type { MemberRow } from '../loyalty/seen/member.ts';
import { tierById } from '../loyalty/tier/tier.ts';
import { issuerOf } from './issuer.ts';
import { type LoyaltyBlock, RECEIPT_SCHEMA, type ReceiptLine, type SaleReceipt } from './model.ts';

export const RECEIPT_TEMPLATE = 1;

export type SaleFacts = {
  readonly place: Place;
  readonly language: Language;
  readonly number: string;
  readonly cashierName: string;
  readonly wallMs: EpochMs;
  readonly businessDate: BusinessDate;
  readonly outcome: Outcome;
  readonly tenders: readonly Tender[];
  readonly changeMinor: Minor;
  readonly programme: Programme;
  /** The member and the balance shown before this sale. */
  readonly member: { readonly row: MemberRow; readonly shown: ShownBalance } | null;
};

export function makeSaleReceipt(facts: SaleFacts): SaleReceipt {
  const { place, outcome } = facts;
  const letterOf = new Map(outcome.taxes.map((tax) => [tax.taxId, tax.letter]));
  return {
    schema: RECEIPT_SCHEMA,
    template: RECEIPT_TEMPLATE,
    kind: 'sale',
    language: facts.language,
    issuer: issuerOf(place),
    number: facts.number,
    cashierName: facts.cashierName,
    wallMs: facts.wallMs,
    timeZone: place.store.timeZone,
    businessDate: facts.businessDate,
    currency: place.store.currency,
    lines: outcome.lines.map((line) => receiptLine(line, letterOf.get(line.taxId) ?? '')),
    totals: {
      grossMinor: outcome.grossMinor,
      discountMinor: outcome.discountMinor,
      totalMinor: outcome.totalMinor,
    },
    tenders: facts.tenders,
    changeMinor: facts.changeMinor,
    taxes: outcome.taxes.map(({ letter, rateBps, taxMinor }) => ({ letter, rateBps, taxMinor })),
    loyalty: facts.member && loyaltyBlock(facts, facts.member),
    fiscal: { state: 'nonFiscal' },
  };
}

const receiptLine = (line: PricedLine, taxLetter: string): ReceiptLine => ({
  name: line.name,
  unit: line.unit,
  quantityMilli: line.quantityMilli,
  unitPriceMinor: line.unitPriceMinor,
  discountMinor: line.discountMinor,
  totalMinor: line.totalMinor,
  taxLetter,
});

function loyaltyBlock(
  { programme, outcome }: SaleFacts,
  member: NonNullable<SaleFacts['member']>,
): LoyaltyBlock {
  return {
    memberId: member.row.id,
    programmeName: programme.name,
    scale: programme.point.scale,
    worthMinor: programme.point.worthMinor,
    tierName: tierById(programme, member.row.tierId)?.name ?? { ro: '', ru: '', en: '' },
    earnedPoints: outcome.earnedPoints,
    explanation: outcome.explanation,
    availablePoints: points(member.shown.available),
    pendingPoints: points(member.shown.pending + outcome.earnedPoints),
    asOfMs: member.row.asOfMs,
  };
}
