import type { ParseArgsOptionsConfig } from 'node:util';

/** One subcommand: what it is for, what it takes, what it does. Its promise ends when the command has ended. */
export type Command = {
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  readonly help: readonly string[];
  readonly run: (values: Values) => Promise<void>;
};

export type Values = Readonly<Record<string, string | boolean | undefined>>;
