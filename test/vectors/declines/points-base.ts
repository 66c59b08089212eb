/** Whether a case says that the part paid with points earns none. Its programmes do not tell; its figures do. */
import type { BasketCase, LedgerCase } from '../format/case-schema.ts';
import { money } from '../format/numbers.ts';

const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 0.005;

/** What is expected to be earned is the rate on what is left to pay, though points were asked to pay a part. */
export function earnsOnlyOnTheRest({ programmes, steps }: BasketCase): boolean {
  return programmes.some(({ id, type, rules = [], rewards }) => {
    const [rule] = rules;
    if (type !== 'loyalty' || rules.length !== 1 || rule?.per !== 'money') return false;
    const names = rewards.map((reward) => reward.id);
    let total: number | null = null;
    let isClaimed = false;
    for (const { do: actions, expect } of steps) {
      if (actions.some((action) => 'new_order' in action)) [total, isClaimed] = [null, false];
      isClaimed ||= actions.some((action) => 'claim' in action && names.includes(action.claim.reward));
      if (expect.total !== undefined) total = money(expect.total) / 100;
      const earned = expect.earned?.[id];
      if (isClaimed && total !== null && earned !== undefined && isSame(earned, total * (rule.points ?? 1)))
        return true;
    }
    return false;
  });
}

/** The same of one sale with one reward: the balance after it. */
export function booksOnlyTheRest({ start, programme, events, expect }: LedgerCase): boolean {
  const [sale, ...others] = events.filter(({ op }) => op !== 'check');
  const [rule] = programme?.rules ?? [];
  if (sale?.op !== 'sale' || others.length > 0 || rule?.per !== 'money') return false;
  const reward = programme?.rewards?.find(({ id }) => id === sale.reward?.id);
  if (!reward || expect.balance === undefined) return false;
  const sum = money(sale.amount) / 100;
  const off =
    typeof reward.value === 'string' ? money(reward.value) / 100 : (sum * (reward.value ?? 0)) / 100;
  const after = (base: number): number => {
    const earned = base * rule.points;
    const whole = rule.rounding === undefined ? earned : Math.trunc(earned);
    return start + whole - reward.cost_points;
  };
  return off > 0 && isSame(expect.balance, after(sum - off)) && !isSame(expect.balance, after(sum));
}
