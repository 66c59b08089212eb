/** What the till saw against what HQ knows now: a difference is reported and never charged to the member. */
import type { MemberId, ProductId, TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { SeenFacts } from './judge-entry.ts';

export type Stale = {
  readonly kind: 'price' | 'product' | 'tier' | 'referral';
  readonly subject: string;
  readonly seen: string;
  readonly truth: string;
};

export function staleFacts(
  seen: SeenFacts,
  member: { readonly id: MemberId; readonly tierId: TierId } | null,
  prices: ReadonlyMap<ProductId, Minor>,
): readonly Stale[] {
  const facts = seen.lines.flatMap((line): readonly Stale[] => {
    const price = prices.get(line.productId);
    const about = { subject: line.productId, seen: String(line.unitPriceMinor) };
    if (price === undefined) return [{ kind: 'product', ...about, truth: '' }];
    return price === line.unitPriceMinor ? [] : [{ kind: 'price', ...about, truth: String(price) }];
  });
  if (!member || seen.tierId === null || seen.tierId === member.tierId) return facts;
  return [...facts, { kind: 'tier', subject: member.id, seen: seen.tierId, truth: member.tierId }];
}
