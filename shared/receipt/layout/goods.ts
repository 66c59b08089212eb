/** Goods, sums, tenders and taxes of a sale. */
import { formatQuantity } from '../../i18n/format.ts';
import { type Minor, minor } from '../../kernel/units.ts';
import type { FiredPart } from '../../loyalty/outcome/explanation.ts';
import type { LineCut } from '../../loyalty/outcome/outcome.ts';
import type { ReceiptLine, SaleReceipt } from '../model.ts';
import { setRow, setText, thinRule } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

type Sale = { readonly receipt: SaleReceipt; readonly widthCells: number; readonly words: Words };

export const layoutGoods = (sale: Sale): readonly LayoutLine[] => [
  ...sale.receipt.lines.flatMap((line) => goodsLine(line, sale)),
  ...layoutTotals(sale),
  ...layoutTenders(sale),
  ...layoutTaxes(sale),
];

/**
 * The name on its own, below it the tax letter, how many at what price, and the sum before discount; then each discount
 * with its reason. They sum to the line's total.
 */
function goodsLine(line: ReceiptLine, sale: Sale): readonly LayoutLine[] {
  const { receipt, widthCells, words } = sale;
  const quantity = formatQuantity(line.quantityMilli, line.unit, receipt.language);
  const price = words.money(line.unitPriceMinor);
  const times = words.say(line.unit === 'kilogram' ? 'kilograms' : 'pieces', { quantity, price });
  const goodsMinor = minor(line.totalMinor + line.discountMinor - line.depositMinor);
  const below = (left: string, valueMinor: Minor) =>
    setRow({ left, right: words.money(valueMinor), indent: LETTER_CELLS }, widthCells);
  return [
    ...setText(line.name, widthCells),
    ...(line.giftCardId === null
      ? []
      : setText(words.say('giftCardSold', { card: cardEnd(line.giftCardId) }), widthCells)),
    ...setRow(
      { lead: line.taxLetter, left: times, indent: LETTER_CELLS, right: words.money(goodsMinor) },
      widthCells,
    ),
    ...(line.depositMinor > 0 ? below(words.say('deposit'), line.depositMinor) : []),
    ...line.cuts.flatMap((cut) => below(cutText(cut.ruleId, line, sale), taken(cut.amountMinor))),
  ];
}

function cutText(ruleId: LineCut['ruleId'], line: ReceiptLine, { receipt, words }: Sale): string {
  if (ruleId === 'redemption') return words.say('pointsTender');
  const rule = receipt.explanation.fired.find(
    (fired) => fired.ruleId === ruleId && !EARNING_PARTS.has(fired.part),
  );
  if (!rule) return words.say('discount');
  const name = words.of(rule.name);
  return line.giftOf === null ? name : words.say('gift', { rule: name });
}

/** Parts of an explanation that take nothing off a price. */
const EARNING_PARTS: ReadonlySet<FiredPart> = new Set([
  'base',
  'tier',
  'multiplier',
  'activity',
  'bonus',
  'cap',
]);

/** A card's number is not for everybody who finds the paper. */
const cardEnd = (cardId: string): string => `••${cardId.slice(-4)}`;

const LETTER_CELLS = 3;

function layoutTotals({ receipt, widthCells, words }: Sale): readonly LayoutLine[] {
  const { grossMinor, discountMinor, totalMinor } = receipt.totals;
  const discounted =
    discountMinor > 0
      ? [
          ...setRow({ left: words.say('subtotal'), right: words.money(grossMinor) }, widthCells),
          ...setRow({ left: words.say('discounts'), right: words.money(taken(discountMinor)) }, widthCells),
        ]
      : [];
  const currency = words.currency.toLocaleUpperCase(receipt.language);
  const total = {
    left: words.say('total', { currency }),
    right: words.money(totalMinor),
    bold: true,
    sizes: ['large', 'tall'] as const,
  };
  const saved =
    discountMinor > 0
      ? setText(words.say('saved', { amount: words.moneyWithUnit(discountMinor) }), widthCells, {
          align: 'center',
          bold: true,
        })
      : [];
  return [thinRule, ...discounted, ...setRow(total, widthCells), ...saved, thinRule];
}

function layoutTenders({ receipt, widthCells, words }: Sale): readonly LayoutLine[] {
  const change = { left: words.say('change'), right: words.money(receipt.changeMinor), bold: true };
  return [
    ...spentLines({ receipt, widthCells, words }),
    ...receipt.tenders.flatMap((tender) =>
      setRow({ left: words.say(tender.kind), right: words.money(tender.amountMinor) }, widthCells),
    ),
    ...(receipt.changeMinor > 0 ? setRow(change, widthCells) : []),
  ];
}

/** Points as a discount stand in the lines already. */
function spentLines({ receipt, widthCells, words }: Sale): readonly LayoutLine[] {
  const { spent } = receipt;
  if (!spent) return [];
  const rows = [
    ...(spent.as === 'tender' ? [{ left: words.say('pointsTender'), valueMinor: spent.pointsMinor }] : []),
    { left: words.say('walletTender'), valueMinor: spent.walletMinor },
    ...spent.giftCards.map(({ cardId, amountMinor }) => ({
      left: words.say('giftCardTender', { card: cardEnd(cardId) }),
      valueMinor: amountMinor,
    })),
  ];
  return rows
    .filter(({ valueMinor }) => valueMinor > 0)
    .flatMap(({ left, valueMinor }) => setRow({ left, right: words.money(valueMinor) }, widthCells));
}

const layoutTaxes = ({ receipt, widthCells, words }: Sale): readonly LayoutLine[] =>
  receipt.taxes.flatMap(({ letter, rateBps, taxMinor }) =>
    setRow(
      {
        lead: letter,
        indent: LETTER_CELLS,
        left: words.say('tax', { rate: words.rate(rateBps) }),
        right: words.money(taxMinor),
      },
      widthCells,
    ),
  );

const taken = (valueMinor: Minor): Minor => minor(0 - valueMinor);
