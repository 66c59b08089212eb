/** Wire shapes of reference data: field lists that feed documents extend. */
import { z } from 'zod';
import type { CashierId, CategoryId, ProductId, TaxId } from '../kernel/ids.ts';
import { MAX_NAME_CHARS, MAX_TAGS } from '../kernel/limits.ts';
import { zId, zLanguage, zName, zNonNegativeMinor } from '../kernel/schema.ts';

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
