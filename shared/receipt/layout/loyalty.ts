/** What the member reads: what was earned and why, what was spent, what is there, what it is worth, what is missing for more. */
import type { LoyaltyBlock, RenderFacts, SaleReceipt } from '../model.ts';
import { layoutAhead } from './ahead.ts';
import { layoutBalances } from './balances.ts';
import { setRow, setText, thickRule } from './compose.ts';
import { layoutEarned } from './earned.ts';
import type { LayoutLine } from './line.ts';
import { FIXED_SPACE } from './paper-text.ts';
import { layoutSpent } from './spent.ts';
import type { Words } from './words.ts';

type Page = {
  readonly receipt: SaleReceipt;
  readonly facts: RenderFacts;
  readonly widthCells: number;
  readonly words: Words;
};

/** A guest reads only what was nearly reached. */
export function layoutLoyalty({ receipt, facts, widthCells, words }: Page): readonly LayoutLine[] {
  const { loyalty, explanation, assetNames: names = {}, language, currency } = receipt;
  const measures = { language, currency, scale: loyalty?.scale ?? 1, pointName: loyalty?.pointName };
  const part = { explanation, names, widthCells, words, measures };
  if (!loyalty) return layoutAhead(part);
  return [
    thickRule,
    ...whoLines(loyalty, { facts, widthCells, words }),
    ...layoutEarned({ ...part, loyalty }),
    ...layoutSpent({ ...part, loyalty }),
    ...layoutBalances({ ...part, loyalty }),
    ...layoutAhead(part),
  ];
}

function whoLines(
  loyalty: LoyaltyBlock,
  { facts, widthCells, words }: Omit<Page, 'receipt'>,
): readonly LayoutLine[] {
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
