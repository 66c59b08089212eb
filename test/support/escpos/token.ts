import { type Argument, commandAt } from './commands.ts';

/** One piece of a job. `bytes` is the whole piece, `params` what follows its opcode. */
export type Token = {
  readonly offset: number;
  readonly length: number;
  readonly command: string;
  readonly argument?: Argument | string;
  readonly bytes: Uint8Array;
  readonly params: Uint8Array;
};

/** Commands that are not commands: plain text, padding, and what could not be read. */
export const TEXT = 'TEXT';
export const PADDING = 'PADDING';
export const UNKNOWN = 'UNKNOWN';
export const TRUNCATED = 'TRUNCATED';

/** Printers ignore NUL, and senders pad with many; a few stray ones are the sign of a miscounted length. */
export const minPaddingBytes = 16;

/** Cuts a job into tokens whose lengths add up to its size: nothing is skipped. */
export function tokenize(bytes: Uint8Array): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const token = nextToken(bytes, offset);
    const last = token === 'more' ? piece(bytes, offset, bytes.length - offset, TRUNCATED) : token;
    tokens.push(last);
    offset += last.length;
  }
  return tokens;
}

/** The token at `offset`, or 'more' when the bytes end inside a command. Text is taken as far as it has come. */
export function nextToken(bytes: Uint8Array, offset: number): Token | 'more' {
  const first = bytes[offset];
  if (first === undefined) return 'more';
  if (isText(first)) return textToken(bytes, offset);
  if (first === 0) return nulToken(bytes, offset);
  const command = commandAt(bytes, offset);
  if (command === 'more') return 'more';
  if (command === undefined) return piece(bytes, offset, unknownLength(bytes, offset), UNKNOWN);
  const length = command.lengthAt(bytes, offset);
  if (length === undefined) return 'more';
  const params = bytes.subarray(offset + opcodeLength(command.name), offset + length);
  const argument = command.argument(params);
  return {
    ...piece(bytes, offset, length, command.name),
    params,
    ...(argument === undefined ? {} : { argument }),
  };
}

const DELETE = 0x7f;
const isText = (byte: number): boolean => byte >= 0x20 && byte !== DELETE;

/** 'GS v 0' and 'GS ( k' have three opcode bytes, the others one per word of their name. */
const opcodeLength = (name: string): number => name.split(' ').length;

function piece(bytes: Uint8Array, offset: number, length: number, command: string): Token {
  const own = bytes.subarray(offset, offset + length);
  return { offset, length: own.length, command, bytes: own, params: own };
}

function textToken(bytes: Uint8Array, offset: number): Token {
  let end = offset + 1;
  while (end < bytes.length && isText(bytes[end] ?? 0)) end++;
  const token = piece(bytes, offset, end - offset, TEXT);
  return { ...token, argument: Buffer.from(token.bytes).toString('latin1') };
}

function nulToken(bytes: Uint8Array, offset: number): Token {
  let end = offset + 1;
  while (bytes[end] === 0) end++;
  return piece(bytes, offset, end - offset, end - offset >= minPaddingBytes ? PADDING : UNKNOWN);
}

/** An unknown ESC x or GS x is reported with its letter; what follows it is looked at anew. */
function unknownLength(bytes: Uint8Array, offset: number): number {
  const isLead = [0x10, 0x1b, 0x1c, 0x1d].includes(bytes[offset] ?? 0);
  return isLead && offset + 1 < bytes.length && isText(bytes[offset + 1] ?? 0) ? 2 : 1;
}
