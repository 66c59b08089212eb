/** What cashier and member asked for, by rule: pins first, the others take the rest (GFT-5). */

import type { Claim } from '../../basket/claim.ts';
import type { ProductId, RuleId } from '../../kernel/ids.ts';
import { MAX_TIMES } from '../../kernel/limits.ts';
import type { Refusal } from '../outcome/outcome.ts';

export type Claims = ReadonlyMap<RuleId, readonly Claim[]>;

/** In an order of their own, so that the order of asking means nothing. */
export function claimsByRule(claims: readonly Claim[] = []): Claims {
  const sorted = [...claims].sort((a, b) => order(a) - order(b) || compareText(a.productId, b.productId));
  const byRule = new Map<RuleId, Claim[]>();
  for (const claim of sorted) {
    const known = byRule.get(claim.ruleId);
    if (known) known.push(claim);
    else byRule.set(claim.ruleId, [claim]);
  }
  return byRule;
}

const order = ({ times }: Claim): number => (times === undefined ? 1 : 0);

const compareText = (a: string = '', b: string = ''): number => (a === b ? 0 : a < b ? -1 : 1);

export type Asked = {
  /** How often it is to be given; not above the largest. */
  readonly times: number;
  readonly refusal: Refusal | null;
};

/**
 * `usual` is what a claim without a number means, `largest` what there is a right to. Asking for more gives the largest
 * and says so.
 */
export function askedTimes(
  claims: readonly Claim[],
  right: { readonly usual: number; readonly largest: number },
): Asked {
  const [first] = claims;
  if (!first) return { times: 0, refusal: null };
  const pinned = claims.reduce((sum, { times }) => Math.min(MAX_TIMES, sum + (times ?? 0)), 0);
  const isOpen = claims.some(({ times }) => times === undefined);
  const times = isOpen ? Math.max(pinned, right.usual) : pinned;
  const nothing = isOpen && right.largest === 0;
  if (times <= right.largest && !nothing) return { times, refusal: null };
  const refusal: Refusal = { kind: 'claim', ruleId: first.ruleId, largestTimes: right.largest };
  return { times: Math.min(times, right.largest), refusal };
}

/** Demands for goods: so many units of a product, or of any. The last takes what the ones before left. */
export type Demand = { readonly productId: ProductId | undefined; readonly units: number };

export function demands(claims: readonly Claim[], unitsEach: number, units: number): readonly Demand[] {
  let left = units;
  const found = claims.map(({ productId, times }) => {
    const wanted = Math.min(left, times === undefined ? left : times * unitsEach);
    left -= wanted;
    return { productId, units: wanted };
  });
  return claims.length > 0 ? found : [{ productId: undefined, units }];
}
