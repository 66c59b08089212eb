import { barcodeData } from './commands.ts';
import { isAtLineStart, type PrintHead, report } from './print-head.ts';
import type { StoredSymbol } from './print-state.ts';
import { digit, type Handler } from './text-commands.ts';
import type { Token } from './token.ts';

const symbologies: Readonly<Record<number, string>> = {
  0: 'UPC-A',
  1: 'UPC-E',
  2: 'EAN13',
  3: 'EAN8',
  4: 'CODE39',
  5: 'ITF',
  6: 'CODABAR',
  65: 'UPC-A',
  66: 'UPC-E',
  67: 'EAN13',
  68: 'EAN8',
  69: 'CODE39',
  70: 'ITF',
  71: 'CODABAR',
  72: 'CODE93',
  73: 'CODE128',
};

function barcode(head: PrintHead, token: Token): void {
  const type = token.params[0] ?? 0;
  const symbology = symbologies[type];
  if (symbology === undefined) return report(head, token, 'bad-argument', `barcode type ${type}`);
  if (!isAtLineStart(head, token)) return;
  const { heightDots, moduleDots, labelAt } = head.state.barcode;
  head.events.push({
    kind: 'barcode',
    offset: token.offset,
    align: head.state.align,
    symbology,
    data: Buffer.from(barcodeData(token.params)).toString('latin1'),
    heightDots,
    moduleDots,
    labelAbove: (labelAt & 1) !== 0,
    labelBelow: (labelAt & 2) !== 0,
  });
}

const PDF417 = 48;
const QR = 49;
const MAXICODE = 50;

/** GS ( k: the symbol is set up and stored by several functions, then printed by one; printing keeps what is stored. */
function twoDimensional(head: PrintHead, token: Token): void {
  const [family = 0, fn = 0, value = 0, second = 0] = token.params.subarray(2);
  if (family !== PDF417 && family !== QR && family !== MAXICODE) {
    return report(head, token, 'unknown-command', `GS ( k for symbol family ${family}`);
  }
  head.stored.symbols[family] ??= { data: undefined, model: 50, moduleDots: 3, correction: 48 };
  const symbol = head.stored.symbols[family];
  if (fn === 65) symbol.model = value;
  else if (fn === 67) symbol.moduleDots = value;
  else if (fn === 69) symbol.correction = family === PDF417 ? second : value;
  else if (fn === 80) symbol.data = Buffer.from(token.params.subarray(5)).toString('utf8');
  else if (fn === 81) printSymbol(head, token, { family, symbol });
  else if (!(family === PDF417 && (fn === 68 || fn === 70))) {
    report(head, token, 'unknown-command', `GS ( k function ${fn} of symbol family ${family}`);
  }
}

type Stored = { readonly family: number; readonly symbol: StoredSymbol };

function printSymbol(head: PrintHead, token: Token, { family, symbol }: Stored): void {
  if (symbol.data === undefined) return report(head, token, 'bad-argument', 'no symbol is stored');
  if (!isAtLineStart(head, token)) return;
  const placed = { offset: token.offset, align: head.state.align, data: symbol.data };
  if (family !== QR) {
    head.events.push({ kind: 'symbol', ...placed, symbology: family === PDF417 ? 'PDF417' : 'MaxiCode' });
    return;
  }
  const model = qrModels[symbol.model - 49];
  const correction = qrCorrections[symbol.correction - 48];
  if (model === undefined || correction === undefined)
    return report(head, token, 'bad-argument', 'QR model or level');
  head.events.push({ kind: 'qr', ...placed, model, correction, moduleDots: symbol.moduleDots });
}

const qrModels = ['1', '2', 'micro'] as const;
const qrCorrections = ['L', 'M', 'Q', 'H'] as const;

const setBarcode =
  (name: 'heightDots' | 'moduleDots' | 'labelAt'): Handler =>
  (head, token) => {
    head.state.barcode[name] = name === 'labelAt' ? digit(token) : (token.params[0] ?? 0);
  };

export const symbolCommands: Readonly<Record<string, Handler>> = {
  'GS k': barcode,
  'GS ( k': twoDimensional,
  'GS h': setBarcode('heightDots'),
  'GS w': setBarcode('moduleDots'),
  'GS H': setBarcode('labelAt'),
  'GS f': () => {},
};
