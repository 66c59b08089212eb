import type { ParseArgsOptionsConfig } from 'node:util';

/** One subcommand: what it is for, what it takes, what it does. Its promise ends when the command has ended. */
export type Command = {
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  /** Names of what it takes besides options, as the help shows them: FILE. */
  readonly operands?: readonly string[];
  /** How many of them are needed; absent: all. */
  readonly neededOperands?: number;
  readonly help: readonly string[];
  readonly run: (values: Values, operands: readonly string[]) => Promise<void>;
};

export type Values = Readonly<Record<string, string | boolean | undefined>>;
