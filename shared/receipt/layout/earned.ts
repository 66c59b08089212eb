/** What this receipt brought the member, asset by asset, each with its reasons. */
import { type LoyaltyMeasures, loyaltyText, progressText } from '../../i18n/loyalty-words.ts';
import type { Localized } from '../../kernel/language.ts';
import { points } from '../../kernel/units.ts';
import type { Explanation, FiredRule } from '../../loyalty/outcome/explanation.ts';
import type { AssetAmount, AssetNames, LoyaltyBlock } from '../model.ts';
import { feed, setFitting, setRow, setText } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

export type EarnedPart = {
  readonly loyalty: LoyaltyBlock;
  readonly explanation: Explanation;
  readonly names: AssetNames;
  readonly widthCells: number;
  readonly words: Words;
  readonly measures: LoyaltyMeasures;
};

export const layoutEarned = (part: EarnedPart): readonly LayoutLine[] => [
  feed(1),
  ...headline(part),
  ...pointReasons(part),
  ...otherAssets(part),
  ...awards(part),
  ...progress(part),
];

/** The reward in the largest letters of the slip: points, or whatever else the programme gives. */
function headline({ loyalty, explanation, widthCells, words, measures }: EarnedPart): readonly LayoutLine[] {
  const { earnedPoints, earned } = loyalty;
  const look = { align: 'center', bold: true, sizes: ['large', 'tall'] } as const;
  if (earnedPoints > 0)
    return setFitting(`+${words.asset('points', earnedPoints, measures)}`, widthCells, look);
  const first = earned.find(isAmount);
  if (first) return setFitting(`+${words.asset(first.asset, first.amount, measures)}`, widthCells, look);
  return explanation.fired.some(({ award }) => award !== null)
    ? []
    : setText(words.say('earnedNothing'), widthCells, { align: 'center', bold: true });
}

/** The shares sum to the points. */
const pointReasons = ({ explanation, loyalty, widthCells, words }: EarnedPart): readonly LayoutLine[] =>
  explanation.fired
    .filter(({ asset, amount }) => asset === 'points' && amount !== 0)
    .flatMap((rule) =>
      setRow(
        {
          left: reasonText(rule, words),
          right: signed(words.points(points(rule.amount), loyalty.scale)),
          indent: INDENT,
        },
        widthCells,
      ),
    );

function reasonText(rule: FiredRule, words: Words): string {
  if (rule.part === 'tier' && rule.tierName) return words.say('tierBonus', { tier: words.of(rule.tierName) });
  if (rule.part === 'cap') return words.say('capped', { rule: words.of(rule.name) });
  return words.of(rule.name);
}

const otherAssets = ({ loyalty, names, widthCells, words, measures }: EarnedPart): readonly LayoutLine[] =>
  loyalty.earned.filter(isAmount).flatMap(({ asset, amount }) =>
    setRow(
      {
        left: words.assetName(asset, names),
        right: `+${words.asset(asset, amount, measures)}`,
        indent: INDENT,
      },
      widthCells,
    ),
  );

/** Points have their reasons above; a quest's steps, badges and vouchers are said in other ways. */
const isAmount = ({ asset }: AssetAmount): boolean => !/^(points|quest|badge|coupon)/.test(asset);

/** Things given as a whole are named, also when a rule gave the same one twice. */
function awards({ explanation, names, widthCells, words, measures }: EarnedPart): readonly LayoutLine[] {
  const said = (key: 'coupon' | 'badge' | 'gift', name: Localized): string =>
    loyaltyText(measures.language, `award.${key}`, { name: words.of(name) });
  return explanation.fired.flatMap(({ award, name }) => {
    switch (award?.kind) {
      case 'coupon':
        return setText(said('coupon', names[`coupon:${award.couponId}`] ?? name), widthCells);
      case 'badge':
      case 'gift':
        return setText(said(award.kind, award.name), widthCells, { bold: true });
      case 'privilege':
        return setText(words.of(award.text), widthCells);
      default:
        return [];
    }
  });
}

const progress = ({ explanation, widthCells, words, measures }: EarnedPart): readonly LayoutLine[] =>
  explanation.progress.flatMap((each) =>
    setRow({ left: words.of(each.name), right: progressText(each, measures), boldRight: true }, widthCells),
  );

const INDENT = 2;

const signed = (text: string): string => (text.startsWith('-') ? text : `+${text}`);
