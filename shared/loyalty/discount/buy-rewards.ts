/**
 * RWD-3: rewards may be paid out of what this very receipt earns, where the programme lets it; since a reward makes the
 * receipt earn less, the two are found together. Fewer rewards are tried until what they cost is really there.
 */
import type { Asset } from '../asset.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { LineCut } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { applyRewards, type Rewarded, type RewardsOn } from './apply-rewards.ts';

/** Beside the lines: the parts of them that do not earn, and what rewards took off (units that they made free). */
export type Unearned = {
  readonly unearnedMinor: readonly number[];
  readonly cuts: readonly (readonly LineCut[])[];
};

export type BuyOn = RewardsOn & {
  /** What the receipt earns of an asset beside what was bought; null: not to be spent here. */
  readonly earnedBeside: ((beside: Unearned, asset: Asset) => number) | null;
};

export type Bought = Rewarded & Unearned;

const MAX_ATTEMPTS = 16;

export function buyRewards(compiled: CompiledProgramme, seen: Seen, on: BuyOn): Bought {
  const { earnedBeside } = on;
  const assets = [...new Set(compiled.rewards.flatMap(({ cost }) => (cost ? [cost.asset] : [])))];
  if (!earnedBeside || assets.length === 0) return withUnearned(compiled, applyRewards(compiled, seen, on));
  const whole: Unearned = { unearnedMinor: on.lines.map(() => 0), cuts: on.lines.map(() => []) };
  const caps = new Map(assets.map((asset) => [asset, on.spendable(asset) + earnedBeside(whole, asset)]));
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const spendable = (asset: Asset): number => caps.get(asset) ?? 0;
    const bought = withUnearned(compiled, applyRewards(compiled, seen, { ...on, spendable }));
    const over = assets.filter(
      (asset) => spent(bought, asset) > on.spendable(asset) + earnedBeside(bought, asset),
    );
    if (over.length === 0) return bought;
    for (const asset of over) caps.set(asset, spent(bought, asset) - 1);
  }
  return withUnearned(compiled, applyRewards(compiled, seen, on));
}

export const spent = ({ effects }: Pick<Rewarded, 'effects'>, asset: Asset): number =>
  effects.reduce((sum, effect) => (effect.asset === asset ? sum + effect.amount : sum), 0);

/** With `earnOnRedeemed` money off that points bought earns like any goods; free goods and what stamps bought never do. */
function withUnearned({ programme, rewards }: CompiledProgramme, rewarded: Rewarded): Bought {
  const earns = new Set<string>(
    programme.redemption?.earnOnRedeemed === true
      ? rewards.flatMap(({ rule, cost }) =>
          cost?.asset === 'points' && rule.give.kind !== 'freeGoods' ? [rule.id] : [],
        )
      : [],
  );
  const unearnedMinor = rewarded.cuts.map((cuts) =>
    cuts.reduce((sum, { ruleId, amountMinor }) => (earns.has(ruleId) ? sum : sum + amountMinor), 0),
  );
  return { ...rewarded, unearnedMinor };
}
