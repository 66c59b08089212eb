/**
 * SAL-10: a till alone cannot know that a balance, a coupon of one member or a paper that is good once has not been
 * spent elsewhere, and a gift card is as good as money. Until it holds rights to them (protocol.md section 5), it
 * refuses instead of guessing.
 */
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { MAX_EFFECTS } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';

export function checkParts(
  draft: SaleDraft,
  programme: Programme,
  parts: readonly EntryPart[],
): Result<null> {
  const spends = parts.some(({ effect, cardId }) => effect === 'REDEEM' || cardId !== undefined);
  const sellsCard = draft.lines.some((line) => line.giftCardId !== undefined);
  if (spends || sellsCard || asksToSpend(draft) || bringsRights(draft, programme))
    return fail(failure('REDEEM-NEEDS-HQ'));
  return parts.length > MAX_EFFECTS ? fail(failure('BASKET-LIMIT', { max: MAX_EFFECTS })) : ok(null);
}

/** Also where the engine has refused the wish: the till does not say how much there would be. */
const asksToSpend = ({ payment }: SaleDraft): boolean =>
  (payment?.points ?? 0) > 0 || (payment?.walletMinor ?? 0) > 0 || (payment?.giftCards?.length ?? 0) > 0;

function bringsRights({ coupons = [] }: SaleDraft, programme: Programme): boolean {
  const kindOf = new Map(programme.coupons?.map(({ id, kind }) => [id, kind]));
  return coupons.some(({ couponId, serial }) => {
    const kind = kindOf.get(couponId);
    return serial !== undefined || kind === 'personal' || kind === 'bearer';
  });
}
