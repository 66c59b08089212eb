import type { RuleId, TierId } from '../../shared/kernel/ids.ts';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import type { CountedUse } from '../../shared/loyalty/limits/counted-uses.ts';
import { tierReached } from '../../shared/loyalty/tier/tier.ts';
import { saleTotalMinor } from '../../shared/shift/till-state.ts';
import { type MemberFacts, servedCounters, withQuest, withUses, withVisit } from '../members/facts.ts';

/** What posting reads and moves on a member's row. */
export type MemberState = {
  readonly tierId: TierId;
  readonly spendMinor: Minor;
  readonly visits: number;
  readonly facts: MemberFacts;
};

/**
 * A sale counted once: spend, visit, month, uses, and the tier that they reach. The sale's own programme version
 * decides, so a replay decides the same; a programme that is not here any more leaves the tier as it is.
 */
export function countSale(
  member: MemberState,
  head: Pick<EntryHead, 'businessDate' | 'totals' | 'parts'>,
  sale: { readonly compiled: CompiledProgramme | undefined; readonly uses: readonly CountedUse[] },
): MemberState {
  const saleMinor = saleTotalMinor(head);
  const spendMinor = minor(member.spendMinor + saleMinor);
  const activity = { date: head.businessDate, spendMinor: saleMinor, points: ownAmount(head, 'points') };
  const { compiled } = sale;
  const counted = withUses(withVisit(member.facts, activity), limitedPerMember(sale));
  const facts = (compiled?.quests ?? []).reduce((done, { rule: { give } }) => {
    const made = ownAmount(head, `quest:${give.questId}`);
    return made > 0 ? withQuest(done, give, { made, date: head.businessDate }) : done;
  }, counted);
  const visits = member.visits + 1;
  const counters = servedCounters(facts, { spendMinor, visits });
  const tierId = compiled
    ? tierReached(compiled.programme, { tierId: member.tierId, counters }, head.businessDate)
    : member.tierId;
  return { tierId, spendMinor, visits, facts };
}

const ownAmount = ({ parts }: Pick<EntryHead, 'parts'>, of: Asset): number =>
  parts.reduce(
    (sum, { effect, asset, amount, to }) =>
      effect === 'EARN' && asset === of && to === undefined ? sum + amount : sum,
    0,
  );

type Limited = { readonly compiled: CompiledProgramme | undefined; readonly uses: readonly CountedUse[] };

const limitedPerMember = ({ compiled, uses }: Limited): readonly RuleId[] =>
  limitedBy(compiled, uses, 'timesPerMember');

/** Those of the uses whose rule has this limit. */
export const limitedBy = (
  compiled: CompiledProgramme | undefined,
  uses: readonly CountedUse[],
  limit: 'timesPerMember' | 'timesInAll',
): readonly RuleId[] =>
  uses.length === 0
    ? []
    : (compiled?.rules ?? []).flatMap(({ rule }) =>
        rule.limits?.[limit] !== undefined && uses.includes(rule.id) ? [rule.id] : [],
      );
