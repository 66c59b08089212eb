/** EAN-13 check digit (GS1 General Specifications, section 7.9): weights 1 and 3 from the left, sum to a ten. */
const SHAPE = /^\d{13}$/;

export const hasEan13Shape = (text: string): boolean => SHAPE.test(text);

export const isEan13 = (text: string): boolean =>
  hasEan13Shape(text) && ean13CheckDigit(text.slice(0, 12)) === Number(text[12]);

/** The 13th digit for the first twelve. */
export function ean13CheckDigit(firstTwelve: string): number {
  const sum = [...firstTwelve].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}
