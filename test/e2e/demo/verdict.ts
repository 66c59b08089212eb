import type { Comparison } from './compare-ledgers.ts';
import type { DayStory } from './sell-day.ts';
import type { PrintedPaper } from './write-receipts.ts';

export type DemoSummary = {
  readonly story: DayStory;
  readonly paper: PrintedPaper;
  readonly ledgers: Comparison;
};

const MOST_DIFFERENCES = 20;

/** Everything that would make the day a failure, in words; empty when it adds up. */
export function verdict({ story, paper, ledgers }: DemoSummary): readonly string[] {
  const { withHq, withoutHq } = story.withPoints;
  const unbalanced = Object.entries(ledgers.assetSums).filter(([, sum]) => sum !== 0);
  const claims: readonly (readonly [boolean, string])[] = [
    [ledgers.entries.hq === ledgers.entries.journal, 'HQ and journal hold different numbers of entries'],
    [ledgers.sales === story.baskets, `${ledgers.sales} sales in the journal for ${story.baskets} baskets`],
    [ledgers.effects.journal > 0, 'no member earned anything'],
    [withHq.paid === withHq.asked, `with HQ: ${withHq.paid} of ${withHq.asked} paid with points`],
    [
      withoutHq.paid === withoutHq.asked,
      `without HQ: ${withoutHq.paid} of ${withoutHq.asked} paid with points`,
    ],
    [
      ledgers.spentPoints.hq === ledgers.spentPoints.journal,
      `points spent: ${ledgers.spentPoints.journal} in the journal, ${ledgers.spentPoints.hq} at HQ`,
    ],
    [ledgers.quarantined === 0, `${ledgers.quarantined} entries wait in quarantine`],
    [unbalanced.length === 0, `accounts do not sum to zero: ${JSON.stringify(unbalanced)}`],
    [story.basketKeptOverRestart, 'the basket was not the same after the restart'],
    [story.day.confirmed === 'yes', `HQ did not confirm the day (${story.day.confirmed})`],
    [paper.receipts >= story.baskets, `${paper.receipts} receipts printed for ${story.baskets} baskets`],
    [paper.unexplainedBytes === 0, `${paper.unexplainedBytes} bytes on paper that no printer could explain`],
  ];
  return [
    ...claims.filter(([holds]) => !holds).map(([, problem]) => problem),
    ...ledgers.differences.slice(0, MOST_DIFFERENCES),
  ];
}
