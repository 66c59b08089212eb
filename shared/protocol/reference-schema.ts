/** Wire shapes of reference data: the domain's own types, as plain field lists that documents extend. */
import { z } from 'zod';
import type { Product } from '../catalog/product.ts';
import type { Cashier } from '../catalog/staff.ts';
import type { CashierId, CategoryId, MemberId, ProductId, TaxId, TierId } from '../kernel/ids.ts';
import { MAX_NAME_CHARS } from '../kernel/limits.ts';
import { zEpochMs, zId, zLanguage, zLogIndex, zName, zNonNegativeMinor } from '../kernel/schema.ts';
import { zAsset } from '../ledger/entry-schema.ts';
import type { MemberRow } from '../loyalty/member.ts';

export const MAX_TAGS = 50;
export const MAX_ASSETS = 50;
export const MAX_EXPIRING = 20;

export const productFields = {
  id: zId<ProductId>(),
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(MAX_NAME_CHARS),
  categoryId: zId<CategoryId>(),
  tags: z.array(z.string().max(40)).max(MAX_TAGS),
  priceMinor: zNonNegativeMinor,
  taxId: zId<TaxId>(),
  unit: z.enum(['piece', 'kilogram']),
};

export const cashierFields = {
  id: zId<CashierId>(),
  name: zName,
  role: z.enum(['cashier', 'manager']),
  language: zLanguage,
};

const zAssetBalance = z.strictObject({
  asset: zAsset,
  available: z.int().min(0),
  pending: z.int().min(0),
  leased: z.int().min(0),
  inReview: z.int().min(0),
  expiring: z.array(z.strictObject({ amount: z.int().min(0), atMs: zEpochMs })).max(MAX_EXPIRING),
});

export const memberFields = {
  id: zId<MemberId>(),
  cardNumber: z.string().max(40),
  label: z.string().max(80),
  tierId: zId<TierId>(),
  counters: z.strictObject({ spendMinor: zNonNegativeMinor, visits: z.int().min(0) }),
  balances: z.array(zAssetBalance).max(MAX_ASSETS),
  asOf: zLogIndex,
  asOfMs: zEpochMs,
};

export const zProduct: z.ZodType<Product> = z.strictObject(productFields);
export const zCashier: z.ZodType<Cashier> = z.strictObject(cashierFields);
export const zMemberRow: z.ZodType<MemberRow> = z.strictObject(memberFields);
