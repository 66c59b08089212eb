/**
 * Settlement of a coalition (PTN-3 … PTN-5): what the parties owe each other for a period's sales, netted into the fewest
 * payments that a simple rule finds. Every obligation has a debtor and a creditor, so positions always sum to zero.
 */
import type { PartnerId } from '../../kernel/ids.ts';
import { type Minor, minor } from '../../kernel/units.ts';
import type { FundingShare, Outcome } from '../outcome/outcome.ts';

/** `programme` is the purse that points are paid into when they are given, and out of when they are spent. */
export type Party = PartnerId | 'programme';

export type Obligation = {
  readonly kind: 'discount' | 'points' | 'redeemed';
  readonly debtor: Party;
  readonly creditor: Party;
  readonly amountMinor: number;
};

export type Position = {
  readonly party: Party;
  /** What it owes as a funder, by kind; negative: what it is owed. They sum to `netMinor`. */
  readonly discountMinor: number;
  readonly pointsMinor: number;
  readonly redeemedMinor: number;
  readonly netMinor: number;
};

export type Transfer = { readonly from: Party; readonly to: Party; readonly amountMinor: Minor };

export type Settlement = {
  /** By name; parties that nothing concerns are left out. */
  readonly positions: readonly Position[];
  readonly transfers: readonly Transfer[];
};

/** PTN-3: a funded discount is owed to the seller, what was earned to the purse. */
export const fundingObligations = (soldBy: Party, funding: readonly FundingShare[]): readonly Obligation[] =>
  funding.flatMap(({ partnerId, discountMinor, worthMinor }) => [
    ...owed({ kind: 'discount', debtor: partnerId, creditor: soldBy, amountMinor: discountMinor }),
    ...owed({ kind: 'points', debtor: partnerId, creditor: 'programme', amountMinor: worthMinor }),
  ]);

/** PTN-4: goods paid with points are made good to whose goods they are; as a tender, to the seller. */
export function redemptionObligations(
  soldBy: Party,
  { lines, redemption }: Pick<Outcome, 'lines' | 'redemption'>,
): readonly Obligation[] {
  const paid = (creditor: Party, amountMinor: number) =>
    owed({ kind: 'redeemed', debtor: 'programme', creditor, amountMinor });
  if (redemption.as === 'tender') return paid(soldBy, redemption.pointsMinor);
  return lines.flatMap(({ cuts, partnerId }) =>
    cuts.flatMap(({ ruleId, amountMinor }) =>
      ruleId === 'redemption' ? paid(partnerId ?? soldBy, amountMinor) : [],
    ),
  );
}

/** What a return takes back. */
export const reversed = (obligations: readonly Obligation[]): readonly Obligation[] =>
  obligations.map((each) => ({ ...each, amountMinor: -each.amountMinor }));

/** PTN-5 */
export function settlementOf(obligations: readonly Obligation[]): Settlement {
  const parties = new Map<Party, { discount: number; points: number; redeemed: number }>();
  const book = (party: Party, kind: Obligation['kind'], amountMinor: number): void => {
    const sums = parties.get(party) ?? { discount: 0, points: 0, redeemed: 0 };
    sums[kind] += amountMinor;
    parties.set(party, sums);
  };
  for (const { kind, debtor, creditor, amountMinor } of obligations) {
    book(debtor, kind, amountMinor);
    book(creditor, kind, -amountMinor);
  }
  const positions = [...parties]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([party, { discount, points, redeemed }]) => ({
      party,
      discountMinor: discount,
      pointsMinor: points,
      redeemedMinor: redeemed,
      netMinor: discount + points + redeemed,
    }));
  return { positions, transfers: transfersOf(positions) };
}

/** The largest debtor pays the largest creditor until nobody owes: at most one payment less than there are parties. */
function transfersOf(positions: readonly Position[]): readonly Transfer[] {
  const open = positions.map(({ party, netMinor }) => ({ party, netMinor }));
  const transfers: Transfer[] = [];
  for (;;) {
    const debtor = open.reduce((most, each) => (each.netMinor > most.netMinor ? each : most), NOBODY);
    const creditor = open.reduce((most, each) => (each.netMinor < most.netMinor ? each : most), NOBODY);
    const amountMinor = Math.min(debtor.netMinor, -creditor.netMinor);
    if (amountMinor <= 0) return transfers;
    transfers.push({ from: debtor.party, to: creditor.party, amountMinor: minor(amountMinor) });
    debtor.netMinor -= amountMinor;
    creditor.netMinor += amountMinor;
  }
}

const NOBODY: { readonly party: Party; netMinor: number } = Object.freeze({
  party: 'programme',
  netMinor: 0,
});

const owed = (obligation: Obligation): readonly Obligation[] =>
  obligation.amountMinor === 0 || obligation.debtor === obligation.creditor ? [] : [obligation];
