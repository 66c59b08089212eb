/** An act of a person: recorded in HQ's signed log with who did it and why. */
import { userInfo } from 'node:os';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Values } from '../commands/command.ts';
import { text } from '../commands/common-options.ts';
import { refused } from './refused.ts';

export type Act = { readonly by: string; readonly reason: string };

export const actOptions = {
  reason: { type: 'string' },
  by: { type: 'string' },
  yes: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

export const actHelp = [
  '--reason TEXT    why; it stands in the signed log for ever, so name no member in it',
  "--by NAME        who decides (default: this computer's user)",
];

export const MAX_REASON_CHARS = 200;
const LEAST_REASON_CHARS = 3;
const MAX_NAME_CHARS = 60;

export function readAct(values: Values): Act {
  const reason = text(values, 'reason')?.trim();
  if (reason === undefined) throw refused('REASON-MISSING', 'Say why with --reason TEXT.');
  if (!isPlain(reason) || reason.length < LEAST_REASON_CHARS || reason.length > MAX_REASON_CHARS)
    throw refused(
      'REASON-LENGTH',
      `--reason takes a line of ${LEAST_REASON_CHARS} to ${MAX_REASON_CHARS} characters.`,
    );
  const by = (text(values, 'by') ?? userInfo().username).trim();
  if (!isPlain(by) || by === '' || by.length > MAX_NAME_CHARS)
    throw refused('NAME-LENGTH', `--by takes a name of up to ${MAX_NAME_CHARS} characters.`);
  return { by, reason };
}

const isPlain = (line: string): boolean => !/\p{Cc}/u.test(line);
