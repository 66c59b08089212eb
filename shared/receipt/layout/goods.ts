/** Goods, sums, tenders and taxes of a sale. */
import { formatQuantity } from '../../i18n/format.ts';
import { type Minor, minor } from '../../kernel/units.ts';
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

/** The name on its own, below it the tax letter, how many at what price, and the sum before discount. */
function goodsLine(line: ReceiptLine, { receipt, widthCells, words }: Sale): readonly LayoutLine[] {
  const quantity = formatQuantity(line.quantityMilli, line.unit, receipt.language);
  const price = words.money(line.unitPriceMinor);
  const times = words.say(line.unit === 'kilogram' ? 'kilograms' : 'pieces', { quantity, price });
  const beforeMinor = minor(line.totalMinor + line.discountMinor);
  return [
    ...setText(line.name, widthCells),
    ...setRow(
      { lead: line.taxLetter, left: times, indent: LETTER_CELLS, right: words.money(beforeMinor) },
      widthCells,
    ),
    ...(line.discountMinor > 0
      ? setRow(
          {
            left: words.say('discount'),
            right: words.money(taken(line.discountMinor)),
            indent: LETTER_CELLS,
          },
          widthCells,
        )
      : []),
  ];
}

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
  return [thinRule, ...discounted, ...setRow(total, widthCells), thinRule];
}

function layoutTenders({ receipt, widthCells, words }: Sale): readonly LayoutLine[] {
  const change = { left: words.say('change'), right: words.money(receipt.changeMinor), bold: true };
  return [
    ...receipt.tenders.flatMap((tender) =>
      setRow({ left: words.say(tender.kind), right: words.money(tender.amountMinor) }, widthCells),
    ),
    ...(receipt.changeMinor > 0 ? setRow(change, widthCells) : []),
  ];
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
