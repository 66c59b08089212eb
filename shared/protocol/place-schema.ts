import { z } from 'zod';
import type { Place } from '../catalog/place.ts';
import type { CompanyId, StoreId, TillId } from '../kernel/ids.ts';
import { MAX_TAXES } from '../kernel/limits.ts';
import { zCurrency, zId, zLanguage, zName } from '../kernel/schema.ts';
import { zTax } from '../ledger/sale-schema.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const zSyncPolicy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('continuous') }),
  z.strictObject({
    kind: z.literal('window'),
    from: clock,
    to: clock,
    jitterMinutes: z.int().min(0).max(240),
  }),
]);

export const zPlace: z.ZodType<Place> = z.strictObject({
  company: z.strictObject({ id: zId<CompanyId>(), name: zName, taxNumber: zName }),
  store: z.strictObject({
    id: zId<StoreId>(),
    companyId: zId<CompanyId>(),
    name: zName,
    address: zName,
    currency: zCurrency,
    timeZone: z.string().max(64),
    receiptLanguage: zLanguage,
    phoneCountryCode: z.string().regex(/^\d{1,4}$/),
    taxes: z.array(zTax).max(MAX_TAXES),
    syncPolicy: zSyncPolicy,
  }),
  till: z.strictObject({ id: zId<TillId>(), name: zName }),
});
