/**
 * A case is declined when our rules decide something otherwise than its source does. What says so is the case's content
 * alone (never its id, title or system), and it is known before anything is computed.
 */

import type { VectorCase } from '../format/case-schema.ts';
import { basketDeclines } from './basket.ts';
import { earnDeclines } from './earn.ts';
import { hasFinerFigures } from './finer-figures.ts';
import { ledgerDeclines } from './ledger.ts';
import { redeemDeclines } from './redeem.ts';

/** `says`: what of the case is meant; `rule`: the number in docs/spec/loyalty.md that decides otherwise. */
export type Decline<C> = {
  readonly says: string;
  readonly rule: string;
  readonly holds: (each: C) => boolean;
};

export function declinedBy(each: VectorCase): { readonly predicate: string; readonly rule: string } | null {
  const found = first(each);
  return found ? { predicate: found.says, rule: found.rule } : null;
}

const FINER: Pick<Decline<unknown>, 'says' | 'rule'> = {
  says: 'sums finer than a cent, or points finer than a hundredth',
  rule: 'ORD-1',
};

function first(each: VectorCase): Pick<Decline<unknown>, 'says' | 'rule'> | null {
  if (hasFinerFigures(each)) return FINER;
  switch (each.kind) {
    case 'basket':
      return basketDeclines.find(({ holds }) => holds(each)) ?? null;
    case 'ledger':
      return ledgerDeclines.find(({ holds }) => holds(each)) ?? null;
    case 'earn':
      return earnDeclines.find(({ holds }) => holds(each)) ?? null;
    case 'redeem':
      return redeemDeclines.find(({ holds }) => holds(each)) ?? null;
    case 'tier':
      return null;
  }
}
