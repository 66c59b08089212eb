import type { Give } from '../loyalty/programme/give.ts';
import type { Reward, Rule } from '../loyalty/programme/rule.ts';
import { costText } from './amount-words.ts';
import { sentence } from './clause.ts';
import { conditionTerms } from './condition-terms.ts';
import { earnTerms } from './earn-terms.ts';
import { goalTerms } from './goal-terms.ts';
import { priceTerms } from './price-terms.ts';
import type { TermWords } from './term-words.ts';

export type RuleSection = 'earning' | 'discounts' | 'goals' | 'privileges' | 'rewards';

/** A rule in whole sentences, without its name. */
export function ruleText(words: TermWords, rule: Rule | Reward): string {
  const sentences = [...giveTerms(words, rule), ...conditionTerms(words, rule)].join(' ');
  return 'cost' in rule
    ? words.say('reward.cost', { cost: costText(words, rule.cost), text: sentences })
    : sentences;
}

export function sectionOf(rule: Rule | Reward): RuleSection {
  if ('cost' in rule) return 'rewards';
  const { kind } = rule.give;
  if (isEarning(rule.give)) return 'earning';
  if (kind === 'award' || kind === 'quest' || kind === 'referral') return 'goals';
  return kind === 'privilege' ? 'privileges' : 'discounts';
}

function giveTerms(words: TermWords, { give, on }: Rule | Reward): readonly string[] {
  if (isEarning(give)) return earnTerms(words, give, on);
  switch (give.kind) {
    case 'award':
    case 'quest':
    case 'referral':
      return goalTerms(words, give, on);
    case 'privilege':
      return [sentence(words.of(give.text))];
    default:
      return priceTerms(words, give, on);
  }
}

const isEarning = (give: Give): give is Extract<Give, { readonly kind: `earn${string}` }> =>
  give.kind.startsWith('earn');
