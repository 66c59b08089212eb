/** RET-6: extra goods to which nothing that is kept gives a right any more, unless the programme leaves them. */
import { milli } from '../../kernel/units.ts';
import { applyDiscounts } from '../discount/apply-discounts.ts';
import { shelfLines } from '../price/shelf-line.ts';
import type { Quantities } from './quantities.ts';
import type { GiftDue, SaleFacts } from './return.ts';

export function giftsDue({ compiled, seen }: SaleFacts, back: Quantities): readonly GiftDue[] {
  if (compiled.programme.returns?.gifts === 'keep') return [];
  const lines = seen.lines.flatMap((line) => {
    const left = line.quantityMilli - (back.get(line.n) ?? 0);
    return left > 0 ? [{ ...line, quantityMilli: milli(left) }] : [];
  });
  if (!lines.some(({ giftOf }) => giftOf !== undefined)) return [];
  const kept = { ...seen, lines };
  return applyDiscounts(compiled, kept, shelfLines(kept)).refusals.flatMap((refusal) => {
    if (refusal.kind !== 'gift') return [];
    const line = lines.find(({ n }) => n === refusal.n);
    return line ? [{ n: line.n, ruleId: refusal.ruleId, quantityMilli: line.quantityMilli }] : [];
  });
}
