import type { Share } from './accrual-run.ts';

/** ACC-8: what is over the programme's limit is taken from the last reasons first, as negative shares of their rules. */
export function cutToLimit(shares: readonly Share[], most: number | undefined): readonly Share[] {
  if (most === undefined) return shares;
  const isPoints = ({ reason }: Share): boolean => reason.asset === 'points';
  let over = shares.filter(isPoints).reduce((sum, { amount }) => sum + amount, 0) - most;
  const cuts: Share[] = [];
  for (const group of ofOneRule(shares.filter(isPoints)).reverse()) {
    const [first] = group;
    const cut = Math.min(
      over,
      group.reduce((sum, { amount }) => sum + amount, 0),
    );
    if (!first || cut <= 0) continue;
    over -= cut;
    cuts.push({ ...first, reason: { ...first.reason, part: 'cap', award: null }, amount: -cut });
  }
  return [...shares, ...cuts];
}

/** Shares of one rule and of one life. */
function ofOneRule(shares: readonly Share[]): (readonly Share[])[] {
  const groups = new Map<string, Share[]>();
  for (const share of shares) {
    const key = `${share.reason.ruleId} ${share.validDays ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), share]);
  }
  return [...groups.values()];
}
