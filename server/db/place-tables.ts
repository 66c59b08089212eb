import type { ColumnType, Generated } from 'kysely';
import type { SyncPolicy } from '../../shared/catalog/place.ts';
import type { SaleUnit, Tax } from '../../shared/catalog/product.ts';
import type { Role } from '../../shared/catalog/staff.ts';
import type {
  CashierId,
  CategoryId,
  CompanyId,
  ProductId,
  StoreId,
  TaxId,
  TillId,
} from '../../shared/kernel/ids.ts';
import type { Language } from '../../shared/kernel/language.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { LeasePolicy } from '../../shared/lease/lease-policy.ts';

/** JSON in the database: read as a value, written as text. */
export type Stored<T> = ColumnType<T, string, string>;

/** One row: the key that signs for this database, so another key file is noticed at once. */
export type HqIdentityTable = {
  readonly id: Generated<number>;
  readonly public_key: string;
  readonly hq_epoch: Generated<number>;
  readonly epoch_from_log_index: Generated<number>;
};

export type CompanyTable = { readonly id: CompanyId; readonly name: string; readonly tax_number: string };

export type StoreTable = {
  readonly id: StoreId;
  readonly company_id: CompanyId;
  readonly name: string;
  readonly address: string;
  readonly currency_code: string;
  readonly currency_exponent: 0 | 2;
  readonly time_zone: string;
  readonly receipt_language: Language;
  readonly phone_country_code: string;
  readonly taxes: Stored<readonly Tax[]>;
  readonly sync_policy: Stored<SyncPolicy>;
  /** Null: the default. */
  readonly lease_policy: ColumnType<LeasePolicy | null, string | null, string | null>;
};

/** `epoch` is the latest one given out; each has a row in `chain`. */
export type TillTable = {
  readonly id: TillId;
  readonly store_id: StoreId;
  readonly number: number;
  readonly name: string;
  readonly epoch: number;
};

export type EnrolmentCodeTable = {
  readonly hash: string;
  readonly store_id: StoreId;
  readonly till_name: string;
  readonly expires_at_ms: number;
  readonly used_at_ms: number | null;
};

/** Rows of a change feed carry `change_no`, which a trigger assigns (see server/feed/change-order.ts). */
type Changing = { readonly change_no: Generated<number> };

export type CashierTable = Changing & {
  readonly id: CashierId;
  readonly store_id: StoreId;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly pin_hash: string;
  readonly active: boolean;
};

export type ProductTable = Changing & {
  readonly id: ProductId;
  readonly company_id: CompanyId;
  readonly code: string;
  readonly name: string;
  readonly category_id: CategoryId;
  readonly tags: readonly string[];
  readonly price_minor: Minor;
  readonly tax_id: TaxId;
  readonly unit: SaleUnit;
  readonly deleted: Generated<boolean>;
};

/** The document as HQ signed it; versions are never changed, only added. */
export type ProgrammeTable = Changing & {
  readonly company_id: CompanyId;
  readonly version: number;
  readonly document: string;
  readonly sig: string;
  readonly hash: string;
};
