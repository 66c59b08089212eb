/** Where a till stands: company → store → till. A company may take part in a coalition of several in one HQ. */
import type { Currency } from '../kernel/currency.ts';
import type { CompanyId, StoreId, TillId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';
import type { Tax } from './product.ts';

export type Company = {
  readonly id: CompanyId;
  readonly name: string;
  /** IDNO, CUI or INN, as printed on receipts. */
  readonly taxNumber: string;
};

/** When a till talks to HQ: all day, or only between two times of the store's day (`HH:MM`). */
export type SyncPolicy =
  | { readonly kind: 'continuous' }
  | { readonly kind: 'window'; readonly from: string; readonly to: string; readonly jitterMinutes: number };

export type Store = {
  readonly id: StoreId;
  readonly companyId: CompanyId;
  readonly name: string;
  readonly address: string;
  readonly currency: Currency;
  readonly timeZone: string;
  /** The receipt's language; the cashier's is their own. */
  readonly receiptLanguage: Language;
  readonly phoneCountryCode: string;
  readonly taxes: readonly Tax[];
  readonly syncPolicy: SyncPolicy;
};

export type Place = {
  readonly company: Company;
  readonly store: Store;
  readonly till: { readonly id: TillId; readonly name: string };
};
