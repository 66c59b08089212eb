/** ACC-8: what one receipt may earn of an asset in all: points by the programme, everything by `MAX_EARNED`. */
import { MAX_EARNED } from '../../kernel/limits.ts';
import type { Asset } from '../asset.ts';
import type { Share } from './accrual-run.ts';

export function cutToLimits(shares: readonly Share[], pointsPerReceipt = MAX_EARNED): readonly Share[] {
  const sums = new Map<Asset | null, number>();
  for (const { reason, amount } of shares) sums.set(reason.asset, (sums.get(reason.asset) ?? 0) + amount);
  const cuts: Share[] = [];
  for (const [asset, sum] of sums) {
    const most = asset === 'points' ? Math.min(pointsPerReceipt, MAX_EARNED) : MAX_EARNED;
    if (sum > most)
      cuts.push(
        ...cutsOf(
          shares.filter(({ reason }) => reason.asset === asset),
          sum - most,
        ),
      );
  }
  return cuts.length === 0 ? shares : [...shares, ...cuts];
}

/** Taken from the last rules first, and from none more than it gave. */
function cutsOf(shares: readonly Share[], tooMuch: number): readonly Share[] {
  const cuts: Share[] = [];
  let over = tooMuch;
  for (const group of ofOneRule(shares).reverse()) {
    const [first] = group;
    const given = group.reduce((sum, { amount }) => sum + amount, 0);
    const cut = Math.min(over, given);
    if (!first || cut <= 0) continue;
    over -= cut;
    cuts.push({ ...first, reason: { ...first.reason, part: 'cap', award: null }, amount: -cut });
  }
  return cuts;
}

/** Shares of one rule and of one life. */
function ofOneRule(shares: readonly Share[]): (readonly Share[])[] {
  const groups = new Map<string, Share[]>();
  for (const share of shares) {
    const key = `${share.reason.ruleId} ${share.validDays ?? ''}`;
    const known = groups.get(key);
    if (known) known.push(share);
    else groups.set(key, [share]);
  }
  return [...groups.values()];
}
