/** The text of one cell of a sheet, as a person reads it there, or why there is none. */
import type { SharedStrings } from './shared-strings.ts';
import type { NumberStyle } from './styles.ts';

export type SheetCell = {
  readonly type: string;
  readonly style: number;
  readonly value: string | null;
  readonly inline: string;
  readonly formula: boolean;
};

export type CellText = { readonly text: string; readonly fault?: string };

export type CellReader = {
  readonly shared: SharedStrings;
  readonly styles: ReadonlyMap<number, NumberStyle>;
};

export function cellText(cell: SheetCell, { shared, styles }: CellReader): CellText {
  const { type, value, inline, formula, style } = cell;
  if (type === 'inlineStr') return { text: inline };
  if (value === null) return formula ? { text: '', fault: 'is a formula without a result' } : { text: '' };
  switch (type) {
    case 's':
      return { text: shared(Number(value)) ?? '' };
    case 'str':
      return { text: value };
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { text: value, fault: `is an error of the spreadsheet (${value})` };
    case 'd':
      return { text: value, fault: DATE };
    default:
      return numberText(value, styles.get(style));
  }
}

const DATE = 'is a date; a spreadsheet may have made one of it: give the column the format "text"';
/** A spreadsheet computes with 15 digits; what stands behind them is noise. */
const SAFE_DIGITS = 15;

function numberText(value: string, style: NumberStyle | undefined): CellText {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return { text: value, fault: 'is no number' };
  if (style === 'date') return { text: value, fault: DATE };
  if (Math.abs(number) >= 10 ** SAFE_DIGITS)
    return {
      text: value,
      fault: `has more than ${SAFE_DIGITS} digits, which a spreadsheet cuts: give the column the format "text"`,
    };
  const text = plainNumber(number);
  return { text: style && /^\d+$/.test(text) ? text.padStart(style.zeros, '0') : text };
}

/** Never with an exponent. */
function plainNumber(number: number): string {
  if (Number.isInteger(number)) return String(number);
  const rounded = Number(number.toPrecision(SAFE_DIGITS));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/0+$/, '') : text;
}
