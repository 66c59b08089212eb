import iconv from 'iconv-lite';

/** Puts a job together: strings as ASCII, numbers as single bytes. */
export function job(...parts: readonly (string | number | readonly number[] | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      return typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part);
    }),
  );
}

/** Text in a code page, with the command that selects it. */
export function inPage(number: number, encoding: string, text: string): Buffer {
  return job([0x1b, 0x74, number], iconv.encode(text, encoding));
}

export const INIT = [0x1b, 0x40] as const;
export const CUT = [0x1d, 0x56, 0x00] as const;
export const LF = 0x0a;

export const bold = (on: boolean) => [0x1b, 0x45, on ? 1 : 0] as const;
export const align = (to: 'left' | 'center' | 'right') => [
  0x1b,
  0x61,
  ['left', 'center', 'right'].indexOf(to),
];
export const size = (widthTimes: number, heightTimes: number) => [
  0x1d,
  0x21,
  (widthTimes - 1) * 16 + heightTimes - 1,
];
export const inverse = (on: boolean) => [0x1d, 0x42, on ? 1 : 0] as const;
export const underline = (dots: 0 | 1 | 2) => [0x1b, 0x2d, dots] as const;
export const askStatus = (n: number) => [0x10, 0x04, n] as const;
export const processId = (id: string) => job([0x1d, 0x28, 0x48, 6, 0, 48, 48], id);

export function qr(data: string, moduleDots = 5): Buffer {
  const payload = Buffer.from(data);
  const storeLength = payload.length + 3;
  return job(
    [0x1d, 0x28, 0x6b, 4, 0, 49, 65, 50, 0],
    [0x1d, 0x28, 0x6b, 3, 0, 49, 67, moduleDots],
    [0x1d, 0x28, 0x6b, 3, 0, 49, 69, 49],
    [0x1d, 0x28, 0x6b, storeLength % 256, storeLength >> 8, 49, 80, 48],
    payload,
    [0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48],
  );
}
