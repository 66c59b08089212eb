import type { Award } from '../programme/award.ts';
import type { Reward, Rule } from '../programme/rule.ts';
import type { Placed } from './every-rule.ts';

/** The awards that a rule may give, by its kind. */
export function awardsOf({ value: { give }, path }: Placed<Rule | Reward>): readonly Placed<Award>[] {
  switch (give.kind) {
    case 'award':
    case 'quest':
      return [{ value: give.award, path: [...path, 'give', 'award'] }];
    case 'referral':
      return [
        { value: give.newcomer, path: [...path, 'give', 'newcomer'] },
        { value: give.referrer, path: [...path, 'give', 'referrer'] },
      ];
    default:
      return [];
  }
}
