/** Cases of the kind `tier`: the tier that a member leaves the shop with. Everybody has the lowest at least. */
import { asId, type TierId } from '../../../shared/kernel/ids.ts';
import { minor, sumMinor } from '../../../shared/kernel/units.ts';
import { tierForSpend } from '../../../shared/loyalty/tier/tier.ts';
import { Differences } from '../differences.ts';
import type { TierCase } from '../format/case-schema.ts';
import { hundredths } from '../format/numbers.ts';
import { NAMELESS, plainProgramme } from '../shop-parts.ts';

export function runTier(each: TierCase): readonly string[] {
  const programme = plainProgramme({
    tiers: each.tiers
      .toSorted((a, b) => a.min_spent - b.min_spent)
      .map(({ name, min_spent: from }, at) => ({
        id: asId<TierId>(name),
        name: NAMELESS,
        from: at === 0 ? 0 : hundredths(from),
      })),
  });
  const spent = [each.member.spent_before, each.current_amount].map((sum) => minor(hundredths(sum)));
  const differences = new Differences();
  differences.same('tier', each.expect.tier, tierForSpend(programme, sumMinor(spent))?.id);
  return differences.found;
}
