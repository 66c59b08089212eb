/** What the member reads: what was earned and why, what is there, what it is worth, what is missing for more. */
import { mulDivFloor } from '../../kernel/rounding.ts';
import { minor, points } from '../../kernel/units.ts';
import type { FiredRule } from '../../loyalty/outcome/explanation.ts';
import type { LoyaltyBlock, RenderFacts, SaleReceipt } from '../model.ts';
import { feed, type Row, setFitting, setRow, setText, thickRule } from './compose.ts';
import type { LayoutLine } from './line.ts';
import { FIXED_SPACE } from './paper-text.ts';
import type { Words } from './words.ts';

type Member = {
  readonly loyalty: LoyaltyBlock;
  readonly explanation: SaleReceipt['explanation'];
  readonly facts: RenderFacts;
  readonly widthCells: number;
  readonly words: Words;
};

export const layoutLoyalty = (member: Member): readonly LayoutLine[] => [
  thickRule,
  ...whoLines(member),
  ...earnedLines(member),
  ...balanceLines(member),
  ...aheadLines(member),
];

function whoLines({ loyalty, facts, widthCells, words }: Member): readonly LayoutLine[] {
  const { memberLabel } = facts;
  const who =
    memberLabel === null
      ? words.say('memberErased')
      : words.say('member', { label: memberLabel.replaceAll(' ', FIXED_SPACE) });
  const tier = words.of(loyalty.tierName);
  return [
    ...setText(words.of(loyalty.programmeName), widthCells, { align: 'center', bold: true }),
    ...setRow({ left: who, right: tier === '' ? '' : words.say('tier', { tier }) }, widthCells),
  ];
}

/** The reward in the largest letters of the slip, then each reason with its share; the shares sum to it. */
function earnedLines({ loyalty, explanation, widthCells, words }: Member): readonly LayoutLine[] {
  const { earnedPoints, scale } = loyalty;
  if (earnedPoints === 0) {
    return [feed(1), ...setText(words.say('earnedNothing'), widthCells, { align: 'center', bold: true })];
  }
  const headline = words.sayPoints('earned', earnedPoints, scale);
  return [
    feed(1),
    ...setFitting(headline, widthCells, { align: 'center', bold: true, sizes: ['large', 'tall'] }),
    ...explanation.fired
      .filter(({ asset }) => asset === 'points')
      .flatMap((rule) =>
        setRow(
          {
            left: reasonText(rule, words),
            right: signed(words.points(points(rule.amount), scale)),
            indent: 2,
          },
          widthCells,
        ),
      ),
  ];
}

function reasonText(rule: FiredRule, words: Words): string {
  if (rule.part === 'tier' && rule.tierName) return words.say('tierBonus', { tier: words.of(rule.tierName) });
  return words.of(rule.name);
}

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);

/** The balance is HQ's word of its moment; what is earned here counts once HQ has posted it. */
function balanceLines({ loyalty, widthCells, words }: Member): readonly LayoutLine[] {
  const { availablePoints, pendingPoints, scale, worthMinor } = loyalty;
  const worth = minor(mulDivFloor(availablePoints, worthMinor, scale));
  const row = (left: string, right: string, boldRight = false) =>
    setRow({ left, right, boldRight }, widthCells);
  return [
    feed(1),
    ...row(
      words.say('balance', { time: words.dateTime(loyalty.asOfMs) }),
      words.sayPoints('points', availablePoints, scale),
      true,
    ),
    ...(pendingPoints > 0 ? row(words.say('pending'), `+${words.points(pendingPoints, scale)}`) : []),
    ...(worth > 0 ? row(words.say('worth'), words.moneyWithUnit(worth)) : []),
  ];
}

/** The nearest rule that was missed, and the way to the next tier. */
function aheadLines({ explanation, widthCells, words }: Member): readonly LayoutLine[] {
  const { missed, nextTier } = explanation;
  const [nearest] = missed.flatMap(({ name, reason }) =>
    reason.kind === 'sumTooSmall' ? [{ name, shortMinor: reason.shortMinor }] : [],
  );
  const rows: readonly Row[] = [
    ...(nearest
      ? [
          {
            left: words.say('nearMiss', { rule: words.of(nearest.name) }),
            right: words.moneyWithUnit(nearest.shortMinor),
          },
        ]
      : []),
    ...(nextTier && nextTier.measure === 'spend' && nextTier.short > 0
      ? [
          {
            left: words.say('nextTier', { tier: words.of(nextTier.name) }),
            right: words.moneyWithUnit(minor(nextTier.short)),
          },
        ]
      : []),
  ];
  return rows.length === 0 ? [] : [feed(1), ...rows.flatMap((row) => setRow(row, widthCells))];
}
