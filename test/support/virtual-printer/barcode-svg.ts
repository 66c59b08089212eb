import type { BarcodeEvent } from '../escpos/events.ts';
import { svg } from './bitmap-svg.ts';

/** Real bars for EAN-13, the code on goods and members' cards; undefined for the others, which are shown by name. */
export function barcodeSvg(barcode: BarcodeEvent): string | undefined {
  const modules = barcode.symbology === 'EAN13' ? ean13Modules(barcode.data) : undefined;
  if (modules === undefined) return undefined;
  const path = [...modules.matchAll(/1+/g)].map(
    ({ 0: bar, index }) => `M${index} 0h${bar.length}v1h-${bar.length}z`,
  );
  const size = { widthDots: modules.length * barcode.moduleDots, heightDots: barcode.heightDots };
  return svg(`0 0 ${modules.length} 1`, size, path.join(''));
}

/** The 13th digit, when the sender leaves it to the printer. */
export function withCheckDigit(digits: string): string {
  if (digits.length !== 12) return digits;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

// ISO/IEC 15420: seven modules a digit. Set A is odd parity; set C is its complement; set B is C read backwards.
const setA = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
const setC = setA.map((code) => code.replace(/[01]/g, (bit) => (bit === '0' ? '1' : '0')));
const setB = setC.map((code) => [...code].reverse().join(''));
const leftParity = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ');

function ean13Modules(data: string): string | undefined {
  const digits = withCheckDigit(data);
  if (!/^\d{13}$/.test(digits)) return undefined;
  const parity = leftParity[Number(digits[0])] ?? '';
  const left = [...digits.slice(1, 7)].map((digit, at) => (parity[at] === 'A' ? setA : setB)[Number(digit)]);
  const right = [...digits.slice(7)].map((digit) => setC[Number(digit)]);
  return `101${left.join('')}01010${right.join('')}101`;
}
