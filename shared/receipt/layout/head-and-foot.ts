/** What every receipt begins and ends with: who issued it, what it is not, and its witness. */
import type { Receipt, RenderFacts } from '../model.ts';
import { feed, setFitting, setRow, setText, thickRule, thinRule } from './compose.ts';
import type { LayoutLine } from './line.ts';
import type { Words } from './words.ts';

export type Page = {
  readonly receipt: Receipt;
  readonly facts: RenderFacts;
  readonly widthCells: number;
  readonly words: Words;
};

export function layoutHead(page: Page): readonly LayoutLine[] {
  const { receipt, widthCells, words } = page;
  const { issuer } = receipt;
  const centered = { align: 'center' } as const;
  return [
    ...setFitting(issuer.companyName, widthCells, { ...centered, bold: true, sizes: ['large', 'tall'] }),
    ...setText(issuer.storeName, widthCells, { ...centered, bold: true }),
    ...setText(issuer.address, widthCells, centered),
    ...setText(words.say('taxNumber', { number: issuer.taxNumber }), widthCells, centered),
    ...banners(page),
    ...setRow({ left: receipt.number, right: words.dateTime(receipt.wallMs) }, widthCells),
    ...setRow(
      {
        left: words.say('till', { name: issuer.tillName }),
        right: words.say('cashier', { name: receipt.cashierName }),
      },
      widthCells,
    ),
    thinRule,
  ];
}

/** Whatever the slip is not must be seen first, and again by whoever finds only a part of it. */
function banners({ receipt, facts, widthCells, words }: Page): readonly LayoutLine[] {
  const look = { align: 'center', bold: true } as const;
  const status =
    receipt.kind === 'sale' && receipt.fiscal.state === 'fiscalised'
      ? words.say('fiscal', { number: receipt.fiscal.number })
      : words.say('nonFiscal');
  return [
    thickRule,
    ...(facts.training ? setFitting(words.say('training'), widthCells, { ...look, sizes: LOUD }) : []),
    ...(facts.copy > 0
      ? setFitting(words.say('copy', { n: facts.copy }), widthCells, { ...look, sizes: LOUD })
      : []),
    ...setText(status, widthCells, look),
    thickRule,
  ];
}

const LOUD = ['large', 'tall'] as const;

/** Number and hash, also as a QR code: enough to find the entry and to show that it was not changed (R5). */
export function layoutFoot({ receipt, facts, widthCells, words }: Page): readonly LayoutLine[] {
  const witness = witnessText(receipt, facts);
  const again = [
    ...(facts.training ? [words.say('training')] : []),
    ...(facts.copy > 0 ? [words.say('copy', { n: facts.copy })] : []),
  ];
  return [
    feed(1),
    { kind: 'qr', data: witness },
    ...setText(witness, widthCells, { align: 'center' }),
    ...again.flatMap((text) => setText(text, widthCells, { align: 'center', bold: true })),
    ...(receipt.kind === 'sale' ? thanks(words, widthCells) : []),
    feed(1),
    { kind: 'cut' },
  ];
}

const thanks = (words: Words, widthCells: number): readonly LayoutLine[] => [
  feed(1),
  ...setText(words.say('thanks'), widthCells, { align: 'center', bold: true }),
];

export const witnessText = ({ number }: Receipt, { hash8 }: RenderFacts): string => `${number} ${hash8}`;
