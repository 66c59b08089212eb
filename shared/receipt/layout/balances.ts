/** What the member has after this receipt, and what of it ends soon. */
import type { LoyaltyMeasures } from '../../i18n/loyalty-words.ts';
import { mulDivFloor } from '../../kernel/rounding.ts';
import { minor } from '../../kernel/units.ts';
import type { Explanation } from '../../loyalty/outcome/explanation.ts';
import type { AssetNames, LoyaltyBlock, ReceiptBalance } from '../model.ts';
import { feed, setRow } from './compose.ts';
import type { LayoutLine } from './line.ts';
import { hasSpentPoints } from './spent.ts';
import type { Words } from './words.ts';

export type BalancePart = {
  readonly loyalty: LoyaltyBlock;
  readonly explanation: Explanation;
  readonly names: AssetNames;
  readonly widthCells: number;
  readonly words: Words;
  readonly measures: LoyaltyMeasures;
};

/** The balance is HQ's word of its moment; what is earned here counts once HQ has posted it. */
export function layoutBalances(part: BalancePart): readonly LayoutLine[] {
  const rows = [...pointLines(part), ...otherLines(part), ...expiryLines(part)];
  return rows.length === 0 ? [] : [feed(1), ...rows];
}

function pointLines({ loyalty, widthCells, words, measures }: BalancePart): readonly LayoutLine[] {
  const { availablePoints, pendingPoints, scale, worthMinor, balances } = loyalty;
  if (availablePoints === 0 && pendingPoints === 0 && balances.some(isOther)) return [];
  const worth = minor(mulDivFloor(availablePoints, worthMinor, scale));
  const row = (left: string, right: string, boldRight = false) =>
    setRow({ left, right, boldRight }, widthCells);
  return [
    ...row(
      words.say(hasSpentPoints(loyalty) ? 'left' : 'balance', { time: words.dateTime(loyalty.asOfMs) }),
      words.asset('points', availablePoints, measures),
      true,
    ),
    ...(pendingPoints > 0 ? row(words.say('pending'), `+${words.points(pendingPoints, scale)}`) : []),
    ...(worth > 0 ? row(words.say('worth'), words.moneyWithUnit(worth)) : []),
  ];
}

/** What is pending is told with the rest: a card of seven stamps is one. Cards whose progress stands above are left out. */
const otherLines = ({
  loyalty,
  explanation,
  names,
  widthCells,
  words,
  measures,
}: BalancePart): readonly LayoutLine[] =>
  loyalty.balances
    .filter((each) => isOther(each) && !explanation.progress.some(({ asset }) => asset === each.asset))
    .flatMap(({ asset, available, pending }) =>
      setRow(
        { left: words.assetName(asset, names), right: words.asset(asset, available + pending, measures) },
        widthCells,
      ),
    );

const isOther = ({ asset, available, pending }: ReceiptBalance): boolean =>
  !/^(points|quest|badge)/.test(asset) && available + pending > 0;

const expiryLines = ({ loyalty, widthCells, words, measures }: BalancePart): readonly LayoutLine[] =>
  (loyalty.expiring ?? []).flatMap(({ asset, amount, atMs }) =>
    setRow(
      { left: words.say('expires', { date: words.date(atMs) }), right: words.asset(asset, amount, measures) },
      widthCells,
    ),
  );
