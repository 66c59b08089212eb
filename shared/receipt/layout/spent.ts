/** What this receipt took from the member: points and wallet, and what rewards and coupons cost. */
import type { LoyaltyMeasures } from '../../i18n/loyalty-words.ts';
import type { AssetNames, LoyaltyBlock } from '../model.ts';
import { feed, setRow } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

export type SpentPart = {
  readonly loyalty: Pick<LoyaltyBlock, 'spent'>;
  readonly names: AssetNames;
  readonly widthCells: number;
  readonly words: Words;
  readonly measures: LoyaltyMeasures;
};

/** Points need no name beside their figure. */
export function layoutSpent({
  loyalty,
  names,
  widthCells,
  words,
  measures,
}: SpentPart): readonly LayoutLine[] {
  const rows = loyalty.spent.flatMap(({ asset, amount }) =>
    setRow(
      {
        left:
          asset === 'points'
            ? words.say('spent')
            : words.say('spentOf', { name: words.assetName(asset, names) }),
        right: `-${words.asset(asset, amount, measures)}`,
        boldRight: true,
      },
      widthCells,
    ),
  );
  return rows.length === 0 ? [] : [feed(1), ...rows];
}

export const hasSpentPoints = ({ spent }: Pick<LoyaltyBlock, 'spent'>): boolean =>
  spent.some(({ asset }) => asset === 'points');
