/**
 * SAL-10: a paper that is good once may have been used elsewhere, and no till holds rights to papers. Until it can, it
 * refuses them instead of guessing.
 */
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';

export function checkPapers(
  { coupons = [] }: Pick<SaleDraft, 'coupons'>,
  programme: Programme,
): Result<null> {
  const bearer = new Set(programme.coupons?.flatMap(({ id, kind }) => (kind === 'bearer' ? [id] : [])));
  const isPaper = coupons.some(({ couponId, serial }) => serial !== undefined || bearer.has(couponId));
  return isPaper ? fail(failure('REDEEM-NEEDS-HQ')) : ok(null);
}
