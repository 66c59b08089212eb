import type { Bitmap } from './events.ts';
import { isAtLineStart, type PrintHead, report } from './print-head.ts';
import { digit, type Handler } from './text-commands.ts';
import type { Token } from './token.ts';

type Scaled = Bitmap & { readonly widthTimes: number; readonly heightTimes: number };

const wordAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);

function rasterImage(head: PrintHead, token: Token): void {
  const rowBytes = wordAt(token.params, 1);
  const mode = digit(token);
  if (mode > 3) return report(head, token, 'bad-argument', `GS v 0 mode ${mode}`);
  if (!isAtLineStart(head, token)) return;
  printImage(head, token, {
    width: rowBytes * 8,
    height: wordAt(token.params, 3),
    bits: token.params.subarray(5),
    widthTimes: mode & 1 ? 2 : 1,
    heightTimes: mode & 2 ? 2 : 1,
  });
}

const STORE = 112;
const MONOCHROME = 48;
const headLength = 10;

/** GS ( L: function 112 stores an image in the print buffer, 50 (or 2) prints it. */
function graphics(head: PrintHead, token: Token): void {
  const payload = token.params.subarray(2);
  const fn = payload[1];
  if (fn === STORE) return storeImage(head, token, payload);
  if (fn !== 50 && fn !== 2) return report(head, token, 'unknown-command', `GS ( L function ${fn}`);
  if (head.stored.image === undefined) return report(head, token, 'bad-argument', 'no image is stored');
  if (isAtLineStart(head, token)) printImage(head, token, head.stored.image);
  head.stored.image = undefined;
}

function storeImage(head: PrintHead, token: Token, payload: Uint8Array): void {
  const width = wordAt(payload, 6);
  const height = wordAt(payload, 8);
  const bits = payload.subarray(headLength);
  if (payload[2] !== MONOCHROME)
    return report(head, token, 'bad-argument', 'only one-colour images are known');
  if (bits.length !== Math.ceil(width / 8) * height) {
    return report(head, token, 'bad-argument', `${bits.length} bytes for ${width} × ${height} dots`);
  }
  head.stored.image = { width, height, bits, widthTimes: payload[3] ?? 1, heightTimes: payload[4] ?? 1 };
}

/** ESC *: columns of 8 or 24 dots. Drawn as an image of its own; text beside it is not modelled. */
function columnImage(head: PrintHead, token: Token): void {
  const mode = token.params[0] ?? 0;
  const columnBytes = mode >= 32 ? 3 : 1;
  const width = wordAt(token.params, 1);
  if (![0, 1, 32, 33].includes(mode)) return report(head, token, 'bad-argument', `ESC * mode ${mode}`);
  if (!isAtLineStart(head, token)) return;
  printImage(head, token, {
    ...rowsFromColumns(token.params.subarray(3), { width, height: columnBytes * 8 }),
    widthTimes: mode % 2 === 0 ? 2 : 1,
    heightTimes: columnBytes === 1 ? 3 : 1,
  });
}

function rowsFromColumns(
  columns: Uint8Array,
  size: { readonly width: number; readonly height: number },
): Bitmap {
  const rowBytes = Math.ceil(size.width / 8);
  const columnBytes = size.height / 8;
  const bits = new Uint8Array(rowBytes * size.height);
  for (let x = 0; x < size.width; x++) {
    for (let y = 0; y < size.height; y++) {
      const isBlack = ((columns[x * columnBytes + (y >> 3)] ?? 0) >> (7 - (y & 7))) & 1;
      const at = y * rowBytes + (x >> 3);
      if (isBlack) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { ...size, bits };
}

function printImage(head: PrintHead, token: Token, image: Scaled): void {
  head.events.push({ kind: 'raster', offset: token.offset, align: head.state.align, ...image });
}

export const graphicsCommands: Readonly<Record<string, Handler>> = {
  'GS v 0': rasterImage,
  'GS ( L': graphics,
  'ESC *': columnImage,
};
