import type { CategoryId, ProductId, TaxId } from '../kernel/ids.ts';
import type { Bps, Minor } from '../kernel/units.ts';

/** What one price stands for: a piece, or a kilogram of weighed goods. */
export type SaleUnit = 'piece' | 'kilogram';

/** One kind of goods on the shelf, as the till knows it. `priceMinor` is per sale unit, tax included. */
export type Product = {
  readonly id: ProductId;
  /** EAN-13 digits, or an in-house code. */
  readonly code: string;
  readonly name: string;
  readonly categoryId: CategoryId;
  readonly tags: readonly string[];
  readonly priceMinor: Minor;
  readonly taxId: TaxId;
  readonly unit: SaleUnit;
};

/** A tax rate that the store charges; `letter` is what the receipt prints beside a line. */
export type Tax = {
  readonly id: TaxId;
  readonly letter: string;
  readonly rateBps: Bps;
  readonly mode: 'included' | 'added';
};
