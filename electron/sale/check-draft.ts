/** Refuses what no engine needs to see: an empty basket, an impossible quantity, goods under a tax nobody charges. */
import { isQuantity } from '../../shared/basket/basket.ts';
import type { Tax } from '../../shared/catalog/product.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { MAX_QUANTITY_MILLI } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { ONE_UNIT_MILLI } from '../../shared/kernel/units.ts';

export function checkDraft({ lines }: SaleDraft, taxes: readonly Tax[]): Result<null> {
  if (lines.length === 0) return fail(failure('BASKET-EMPTY'));
  if (new Set(lines.map((line) => line.n)).size !== lines.length) return fail(failure('BASKET-LINE'));
  if (!lines.every((line) => isQuantity(line.quantityMilli, line.unit)))
    return fail(failure('BASKET-QUANTITY', { max: MAX_QUANTITY_MILLI / ONE_UNIT_MILLI }));
  // The engine sums tax by the store's rates: goods under another one would be sold without any.
  const charged = new Set(taxes.map((tax) => tax.id));
  return lines.every((line) => charged.has(line.taxId)) ? ok(null) : fail(failure('SALE-MISMATCH'));
}
