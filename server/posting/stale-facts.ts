/** What the till saw against what HQ knows now: a difference is reported and never charged to the member. */
import type { ProductId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { Seen } from '../../shared/loyalty/seen.ts';
import type { MemberState } from './member-state.ts';

export type Stale = {
  readonly kind: 'price' | 'product' | 'tier';
  readonly subject: string;
  readonly seen: string;
  readonly truth: string;
};

export function staleFacts(
  seen: Seen,
  member: MemberState | null,
  prices: ReadonlyMap<ProductId, Minor>,
): readonly Stale[] {
  const facts = seen.lines.flatMap((line): readonly Stale[] => {
    const price = prices.get(line.productId);
    const about = { subject: line.productId, seen: String(line.unitPriceMinor) };
    if (price === undefined) return [{ kind: 'product', ...about, truth: '' }];
    return price === line.unitPriceMinor ? [] : [{ kind: 'price', ...about, truth: String(price) }];
  });
  if (!seen.member || !member || seen.member.tierId === member.tierId) return facts;
  const { id, tierId } = seen.member;
  return [...facts, { kind: 'tier', subject: id, seen: tierId, truth: member.tierId }];
}
