/**
 * What HQ knows of a member beside tier, spend and visits, as one JSON column: moved by posting, served in the member's
 * row, and left out where there is nothing to say, so that rows stay small.
 */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import { MAX_MONTHS } from '../../shared/kernel/limits.ts';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import { questStep } from '../../shared/loyalty/accrual/quest-step.ts';
import type { QuestGive } from '../../shared/loyalty/programme/give.ts';
import type { MonthActivity, QuestProgress, RuleUses } from '../../shared/loyalty/seen/member.ts';
import type { PullDocument } from '../../shared/protocol/pull.ts';

export type MemberFacts = {
  readonly lastVisit?: BusinessDate;
  /** Points earned over the whole membership. */
  readonly points?: number;
  /** Ascending, at most `MAX_MONTHS`. */
  readonly months?: readonly MonthActivity[];
  readonly quests?: readonly QuestProgress[];
  /** Of rules that are limited per member. */
  readonly uses?: readonly RuleUses[];
  readonly segments?: readonly string[];
  /** Until the first qualifying purchase has been posted. */
  readonly referredBy?: MemberId;
  /** How many newcomers this member was rewarded for. */
  readonly referrals?: number;
  /** The day of the review that found the tier no longer reached; the grace counts from it. */
  readonly belowSince?: BusinessDate;
};

export type Activity = {
  readonly date: BusinessDate;
  readonly spendMinor: Minor;
  readonly points: number;
};

/** What a receipt added to a quest, counted as the till counted it (QST-2, QST-3). */
export function withQuest(
  facts: MemberFacts,
  give: QuestGive,
  step: Parameters<typeof questStep>[2],
): MemberFacts {
  const quests = facts.quests ?? [];
  const { after } = questStep(
    give,
    quests.find(({ questId }) => questId === give.questId),
    step,
  );
  const others = quests.filter(({ questId }) => questId !== give.questId);
  return { ...facts, quests: [...others, after].sort((a, b) => (a.questId < b.questId ? -1 : 1)) };
}

/** One visit more; an entry that comes late counts in the month of its own day. */
export function withVisit(facts: MemberFacts, { date, spendMinor, points }: Activity): MemberFacts {
  const month = date.slice(0, 7);
  const known = facts.months ?? [];
  const before = known.find((each) => each.month === month);
  const now: MonthActivity = {
    month,
    spendMinor: minor((before?.spendMinor ?? 0) + spendMinor),
    visits: (before?.visits ?? 0) + 1,
    points: (before?.points ?? 0) + points,
  };
  const months = [...known.filter((each) => each.month !== month), now]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .slice(-MAX_MONTHS);
  const lastVisit = facts.lastVisit !== undefined && facts.lastVisit > date ? facts.lastVisit : date;
  const earned = (facts.points ?? known.reduce((sum, each) => sum + each.points, 0)) + points;
  return { ...facts, points: earned, months, lastVisit };
}

export function withUses(facts: MemberFacts, rules: readonly RuleUses['ruleId'][]): MemberFacts {
  if (rules.length === 0) return facts;
  const times = new Map((facts.uses ?? []).map((each) => [each.ruleId, each.times]));
  for (const rule of rules) times.set(rule, (times.get(rule) ?? 0) + 1);
  const uses = [...times].map(([ruleId, count]) => ({ ruleId, times: count }));
  return { ...facts, uses: uses.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)) };
}

type Row = PullDocument<'members'>;

export const servedFacts = ({
  segments,
  quests,
  uses,
}: MemberFacts): Pick<Row, 'segments' | 'quests' | 'uses'> => ({
  ...(segments?.length ? { segments: [...segments] } : {}),
  ...(quests?.length ? { quests: [...quests] } : {}),
  ...(uses?.length ? { uses: [...uses] } : {}),
});

export const servedCounters = (
  { lastVisit, months, points }: MemberFacts,
  { spendMinor, visits }: { readonly spendMinor: Minor; readonly visits: number },
): Row['counters'] => ({
  spendMinor,
  visits,
  ...(points === undefined ? {} : { points }),
  ...(lastVisit === undefined ? {} : { lastVisit }),
  ...(months?.length ? { months: [...months] } : {}),
});
