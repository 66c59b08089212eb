/** How one command is framed: `lengthAt` gives its whole length, or undefined while bytes are still missing. */
export type Command = {
  readonly name: string;
  readonly lengthAt: (bytes: Uint8Array, offset: number) => number | undefined;
  /** The short argument that token lists show; `params` are the bytes after the opcode. */
  readonly argument: (params: Uint8Array) => Argument | undefined;
};

export type Argument = number | readonly (number | string)[];

/** The command whose opcode starts at `offset`, 'more' when the opcode itself is cut off, or undefined if unknown. */
export function commandAt(bytes: Uint8Array, offset: number): Command | 'more' | undefined {
  const lead = bytes[offset] ?? 0;
  if (single.has(lead)) return single.get(lead);
  if (!leads.has(lead)) return undefined;
  const second = bytes[offset + 1];
  if (second === undefined) return 'more';
  const pair = pairs.get(key(lead, second));
  if (pair !== undefined) return pair;
  if (!families.has(key(lead, second))) return undefined;
  const third = bytes[offset + 2];
  if (third === undefined) return 'more';
  return triples.get(key(lead, second, third)) ?? familyMember(lead, second, third);
}

const DLE = 0x10;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const leadNames = new Map([
  [DLE, 'DLE'],
  [ESC, 'ESC'],
  [FS, 'FS'],
  [GS, 'GS'],
]);
const leads = new Set(leadNames.keys());
const PAREN = 0x28;

const key = (...codes: number[]): string => codes.join('.');
const code = (char: string): number => char.charCodeAt(0);
const byteAt = (bytes: Uint8Array, offset: number): number => bytes[offset] ?? 0;
const wordAt = (bytes: Uint8Array, offset: number): number =>
  byteAt(bytes, offset) + 256 * byteAt(bytes, offset + 1);

function fixed(name: string, opcodeLength: number, paramCount: number): Command {
  const length = opcodeLength + paramCount;
  return {
    name,
    lengthAt: (bytes, offset) => (offset + length <= bytes.length ? length : undefined),
    argument: (params) => (paramCount === 0 ? undefined : paramCount === 1 ? byteAt(params, 0) : [...params]),
  };
}

/** One 16-bit parameter, low byte first. */
function word(name: string): Command {
  return { ...fixed(name, 2, 2), argument: (params) => wordAt(params, 0) };
}

/** A length that stands in the command itself; `headLength` bytes must be there before it can be read. */
function counted(
  name: string,
  headLength: number,
  total: (bytes: Uint8Array, offset: number) => number,
  argument: Command['argument'],
): Command {
  return {
    name,
    lengthAt: (bytes, offset) => {
      if (offset + headLength > bytes.length) return undefined;
      const length = total(bytes, offset);
      return offset + length <= bytes.length ? length : undefined;
    },
    argument,
  };
}

/** `lead ( letter pL pH …`: the length prefix frames even functions that nobody knows. */
function familyMember(lead: number, second: number, third: number): Command | undefined {
  if (second !== PAREN) return undefined;
  const name = `${leadNames.get(lead)} ( ${String.fromCharCode(third)}`;
  return counted(
    name,
    5,
    (bytes, offset) => 5 + wordAt(bytes, offset + 3),
    (params) => [...params.subarray(2, 6)],
  );
}

const BARCODE_COUNTED_FROM = 65;

const barcode: Command = {
  name: 'GS k',
  lengthAt: (bytes, offset) => {
    const type = bytes[offset + 2];
    if (type === undefined) return undefined;
    if (type < BARCODE_COUNTED_FROM) {
      const end = bytes.indexOf(0, offset + 3);
      return end < 0 ? undefined : end + 1 - offset;
    }
    const count = bytes[offset + 3];
    return count === undefined || offset + 4 + count > bytes.length ? undefined : 4 + count;
  },
  argument: (params) => [byteAt(params, 0), Buffer.from(barcodeData(params)).toString('latin1')],
};

/** The data of GS k in both of its forms: ended by NUL (types 0–6) or counted (types 65 and up). */
export function barcodeData(params: Uint8Array): Uint8Array {
  return byteAt(params, 0) < BARCODE_COUNTED_FROM ? params.subarray(1, -1) : params.subarray(2);
}

const cut: Command = counted(
  'GS V',
  3,
  (bytes, offset) => (byteAt(bytes, offset + 2) >= 65 ? 4 : 3),
  (params) => (params.length === 1 ? byteAt(params, 0) : [...params]),
);

const rasterImage: Command = counted(
  'GS v 0',
  8,
  (bytes, offset) => 8 + wordAt(bytes, offset + 4) * wordAt(bytes, offset + 6),
  (params) => [byteAt(params, 0), wordAt(params, 1), wordAt(params, 3)],
);

const columnImage: Command = counted(
  'ESC *',
  5,
  (bytes, offset) => 5 + wordAt(bytes, offset + 3) * (byteAt(bytes, offset + 2) >= 32 ? 3 : 1),
  (params) => [byteAt(params, 0), wordAt(params, 1)],
);

const defineCharacters: Command = {
  name: 'ESC &',
  lengthAt: (bytes, offset) => {
    if (offset + 5 > bytes.length) return undefined;
    const rows = byteAt(bytes, offset + 2);
    let end = offset + 5;
    for (let char = byteAt(bytes, offset + 3); char <= byteAt(bytes, offset + 4); char++) {
      if (end >= bytes.length) return undefined;
      end += 1 + rows * byteAt(bytes, end);
    }
    return end <= bytes.length ? end - offset : undefined;
  },
  argument: (params) => [...params.subarray(0, 3)],
};

const tabStops: Command = {
  name: 'ESC D',
  lengthAt: (bytes, offset) => {
    const end = bytes.indexOf(0, offset + 2);
    return end < 0 ? undefined : end + 1 - offset;
  },
  argument: (params) => [...params.subarray(0, -1)],
};

const single = new Map<number, Command>(
  [
    [0x09, 'HT'],
    [0x0a, 'LF'],
    [0x0c, 'FF'],
    [0x0d, 'CR'],
  ].map(([byte, name]) => [Number(byte), fixed(String(name), 1, 0)]),
);

/** Two-byte opcodes with a fixed number of parameter bytes: "opcode letters, one count for all of them". */
const fixedPairs: readonly (readonly [lead: number, letters: string, paramCount: number])[] = [
  [ESC, '@2im', 0],
  [ESC, '!%-3=ADEGJKMRSTUVadeart{ ', 1],
  [ESC, '?', 2],
  [ESC, 'B', 2],
  [ESC, 'p', 3],
  [FS, '.&', 0],
  [GS, '!BHIafhrw|', 1],
];

const pairs = new Map<string, Command>([
  ...fixedPairs.flatMap(([lead, letters, paramCount]) =>
    [...letters].map((letter): [string, Command] => {
      const name = letter === ' ' ? 'ESC SP' : `${leadNames.get(lead)} ${letter}`;
      return [key(lead, code(letter)), fixed(name, 2, paramCount)];
    }),
  ),
  [key(ESC, code('$')), word('ESC $')],
  [key(ESC, code('\\')), word('ESC \\')],
  [key(GS, code('L')), word('GS L')],
  [key(GS, code('W')), word('GS W')],
  [key(ESC, code('*')), columnImage],
  [key(ESC, code('&')), defineCharacters],
  [key(ESC, code('D')), tabStops],
  [key(GS, code('k')), barcode],
  [key(GS, code('V')), cut],
  [key(DLE, 0x05), fixed('DLE ENQ', 2, 1)],
]);

const families = new Set([
  key(ESC, PAREN),
  key(FS, PAREN),
  key(GS, PAREN),
  key(GS, code('v')),
  key(DLE, 0x04),
  key(DLE, 0x14),
]);

const statusTriples = [1, 2, 3, 4].map((n): [string, Command] => [
  key(DLE, 0x04, n),
  { ...fixed('DLE EOT', 3, 0), argument: () => n },
]);

const triples = new Map<string, Command>([
  ...statusTriples,
  [key(DLE, 0x14, 1), fixed('DLE DC4', 2, 3)],
  [key(GS, code('v'), code('0')), rasterImage],
]);
