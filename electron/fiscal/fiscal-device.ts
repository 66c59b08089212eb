/**
 * The fiscal port: a sale's discounted line prices and tenders go to a fiscal printer or register, a number comes
 * back. Its states stand beside the spool's: a receipt may be on our paper and not fiscalised yet, or the other way round.
 */
import type { EntryId } from '../../shared/kernel/ids.ts';
import type { Bps, Milli, Minor } from '../../shared/kernel/units.ts';
import type { FiscalBody } from '../../shared/ledger/body.ts';

export type FiscalState = FiscalBody['state'];

export type FiscalLine = {
  readonly name: string;
  readonly quantityMilli: Milli;
  /** What the customer pays for the line: redeemed points have lowered it already. */
  readonly totalMinor: Minor;
  readonly taxLetter: string;
  readonly taxRateBps: Bps;
};

export type FiscalSale = {
  readonly saleId: EntryId;
  readonly receiptNumber: string;
  readonly lines: readonly FiscalLine[];
  readonly tenders: readonly { readonly kind: 'cash'; readonly amountMinor: Minor }[];
  readonly totalMinor: Minor;
};

export type FiscalOutcome =
  /** This shop fiscalises elsewhere or not at all: the slip says "non-fiscal". */
  | { readonly state: 'nonFiscal' }
  | { readonly state: 'fiscalised'; readonly number: string }
  /** Not taken; nothing was registered, so it may be sent again. */
  | { readonly state: 'queued' }
  /** It may have been registered: never sent again by itself. */
  | { readonly state: 'unknown' };

export type FiscalDevice = {
  /** Stands in FISCAL entries: maker, model and serial number. */
  readonly name: string;
  /** Registering the same sale again gives the same number: `saleId` is the key. */
  readonly register: (sale: FiscalSale) => Promise<FiscalOutcome>;
};
