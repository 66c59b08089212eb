/** What purchases fill balances with (ACC-n): rates, then multipliers of them, then bonuses; floored per asset. */
import type { Asset } from '../asset.ts';
import type { CompiledRule } from '../compile/compiled.ts';
import type { EarnGive } from '../programme/give.ts';
import type { AccrualRun, Applied, Block, Share } from './accrual-run.ts';
import { applies } from './applies.ts';
import { type BonusGive, bonusBlock } from './bonuses.ts';
import { withoutExcluded } from './exclusive.ts';
import { floored } from './floors.ts';
import { type MultiplierGive, multiplierBlock } from './multipliers.ts';
import { type RateBlock, type RateGive, rateBlock } from './rates.ts';

export function earningRules(run: AccrualRun): readonly Share[] {
  const rates: RateBlock[] = [];
  const multipliers: Applied<MultiplierGive>[] = [];
  const bonuses: Block[] = [];
  for (const each of run.compiled.earning) {
    if (isMultiplier(each)) push(multipliers, applies(run, each));
    else if (isRate(each))
      push(
        rates,
        map(applies(run, each), (applied) => rateBlock(run, applied)),
      );
    else if (isBonus(each))
      push(
        bonuses,
        map(applies(run, each), (applied) => bonusBlock(run, applied)),
      );
  }
  const others = [...multipliers.map((each) => multiplierBlock(run, each, rates)), ...bonuses];
  return assetsOf([...rates, ...others]).flatMap((asset) =>
    floored(withoutExcluded(run, { rates: rates.filter(of(asset)), others: others.filter(of(asset)) })),
  );
}

type Earning<G extends EarnGive> = CompiledRule<G>;

const isMultiplier = (each: CompiledRule<EarnGive>): each is Earning<MultiplierGive> =>
  each.rule.give.kind === 'earnMultiplier';

const RATES: readonly EarnGive['kind'][] = ['earnPerMoney', 'earnByReceipt', 'earnByActivity'];

const isRate = (each: CompiledRule<EarnGive>): each is Earning<RateGive> =>
  RATES.includes(each.rule.give.kind);

const isBonus = (each: CompiledRule<EarnGive>): each is Earning<BonusGive> =>
  !isRate(each) && !isMultiplier(each);

/** Points first, then in the order of names: an order that no document changes. */
const assetsOf = (blocks: readonly Block[]): readonly Asset[] =>
  [...new Set(blocks.map(({ asset }) => asset))].sort((a, b) =>
    a === 'points' ? -1 : b === 'points' ? 1 : a < b ? -1 : 1,
  );

const of =
  (asset: Asset) =>
  (block: Block): boolean =>
    block.asset === asset;

function push<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item);
}

const map = <T, R>(value: T | null, by: (value: T) => R | null): R | null =>
  value === null ? null : by(value);
