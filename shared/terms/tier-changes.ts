import { minor } from '../kernel/units.ts';
import type { Tier } from '../loyalty/programme/tiers.ts';
import { sentence } from './clause.ts';
import { measureOf } from './policy-terms.ts';
import type { TermWords } from './term-words.ts';

/** By subject: levels that start elsewhere than before, and changed in nothing else. */
export function tierChanges({
  before,
  now,
}: {
  readonly before: TermWords;
  readonly now: TermWords;
}): ReadonlyMap<string, string> {
  const old = new Map(before.programme.tiers.map((tier) => [tier.id, tier]));
  return new Map(
    now.programme.tiers.flatMap((tier) => {
      const was = old.get(tier.id);
      if (!was || was.from === tier.from || restOf(before, was) !== restOf(now, tier)) return [];
      const text = now.say('diff.level', {
        tier: now.quoted(now.of(tier.name)),
        now: startOf(now, tier),
        before: startOf(before, was),
      });
      return [[`tier:${tier.id}`, text] as const];
    }),
  );
}

const restOf = (words: TermWords, { name, privileges = [] }: Tier): string =>
  [words.of(name), ...privileges.map((text) => sentence(words.of(text)))].join('\n');

function startOf(words: TermWords, { from }: Tier): string {
  const { measure } = measureOf(words.programme);
  if (measure === 'spend') return words.money(minor(from));
  return measure === 'visits' ? words.count('purchases', from) : words.points(from);
}
