/** The Z-report: what was sold in the shift, what should lie in the drawer and what does. */
import { minor } from '../../kernel/units.ts';
import type { ReportReceipt } from '../model.ts';
import { feed, type Row, setFitting, setRow, setText, thinRule } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

type Report = { readonly receipt: ReportReceipt; readonly widthCells: number; readonly words: Words };

export function layoutReport(report: Report): readonly LayoutLine[] {
  const { receipt, widthCells, words } = report;
  const rows = (...list: readonly Row[]) => list.flatMap((row) => setRow(row, widthCells));
  return [
    ...setFitting(words.say('zReport'), widthCells, {
      align: 'center',
      bold: true,
      sizes: ['large', 'tall'],
    }),
    feed(1),
    ...rows(
      { left: words.say('opened'), right: words.dateTime(receipt.openedAtMs) },
      { left: words.say('closed'), right: words.dateTime(receipt.wallMs) },
    ),
    thinRule,
    ...rows(
      { left: words.say('salesCount'), right: String(receipt.sales.count) },
      {
        left: words.say('salesTotal'),
        right: words.money(receipt.sales.totalMinor),
        bold: true,
        sizes: ['large', 'tall'],
      },
    ),
    thinRule,
    ...cashLines(report),
    thinRule,
    ...setText(words.say('loyaltyHeading'), widthCells, { bold: true }),
    ...rows(
      { left: words.say('memberSales'), right: String(receipt.points.members) },
      { left: words.say('pointsEarned'), right: words.points(receipt.points.earned, receipt.points.scale) },
    ),
    feed(2),
    ...setText(`${words.say('signature')} ${'_'.repeat(SIGNATURE_CELLS)}`, widthCells),
  ];
}

const SIGNATURE_CELLS = 16;

function cashLines({ receipt, widthCells, words }: Report): readonly LayoutLine[] {
  const { floatMinor, takenMinor, expectedMinor, countedMinor } = receipt.cash;
  const differenceMinor = minor(countedMinor - expectedMinor);
  const figures = [
    ['float', floatMinor],
    ['taken', takenMinor],
    ['expected', expectedMinor],
    ['counted', countedMinor],
  ] as const;
  const difference = words.money(differenceMinor);
  return [
    ...setText(words.say('cashHeading'), widthCells, { bold: true }),
    ...figures.flatMap(([key, valueMinor]) =>
      setRow({ left: words.say(key), right: words.money(valueMinor) }, widthCells),
    ),
    ...setRow(
      {
        left: words.say('difference'),
        right: differenceMinor > 0 ? `+${difference}` : difference,
        bold: true,
      },
      widthCells,
    ),
  ];
}
