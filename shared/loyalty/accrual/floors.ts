/**
 * ACC-6: exact amounts become whole ones once per receipt and asset. Every reason's share is the difference of two
 * floors of the running sum, so the shares always sum to the floored whole. A rule's own limit follows its reasons as a
 * negative share, so that no rule gives less than nothing (ACC-8).
 */
import { MAX_EARNED } from '../../kernel/limits.ts';
import { floorDivBig } from '../../kernel/rounding.ts';
import type { Block, Share, Term } from './accrual-run.ts';
import { commonDenominator, type Fraction, over, total, whole } from './fraction.ts';

export function floored(blocks: readonly Block[]): readonly Share[] {
  const terms = blocks.flatMap((block) => withCap({ ...block, terms: block.terms.map(bounded) }));
  const common = commonDenominator(terms.map(({ amount }) => amount));
  const shares: Share[] = [];
  let [exact, given] = [0n, 0];
  for (const { reason, amount } of terms) {
    exact += over(amount, common);
    const share = Number(floorDivBig(exact, common)) - given;
    given += share;
    if (share !== 0) shares.push({ reason, amount: share });
  }
  return shares;
}

/** What a rule gives, its own limit included. */
export function capped({ each, terms }: Block): Fraction {
  const amount = total(terms.map((term) => term.amount));
  const most = each.rule.limits?.amountPerReceipt;
  return most === undefined || amount.numerator <= BigInt(most) * amount.denominator ? amount : whole(most);
}

/** No reason is told of more than a receipt may earn at all; what several give beyond that is cut from the last. */
function bounded(term: Term): Term {
  const { numerator, denominator } = term.amount;
  const most = BigInt(MAX_EARNED) * denominator;
  if (numerator > most) return { ...term, amount: whole(MAX_EARNED) };
  return numerator < -most ? { ...term, amount: whole(-MAX_EARNED) } : term;
}

function withCap(block: Block): readonly Term[] {
  const { each, terms } = block;
  const [first] = terms;
  const most = each.rule.limits?.amountPerReceipt;
  if (!first || most === undefined) return terms;
  const amount = total(terms.map((term) => term.amount));
  const tooMuch = amount.numerator - BigInt(most) * amount.denominator;
  if (tooMuch <= 0n) return terms;
  const reason = { ...first.reason, part: 'cap' as const };
  return [...terms, { reason, amount: { numerator: -tooMuch, denominator: amount.denominator } }];
}
