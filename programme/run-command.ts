/** What both commands share: reading options, telling in words what was wrong, the exit code. */
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../shared/kernel/language.ts';
import { InputError } from './input-error.ts';

export const EXIT_OK = 0;
/** `programme check` found errors. */
export const EXIT_FOUND = 1;
export const EXIT_BAD_INPUT = 2;

export type Values = Readonly<Record<string, string | undefined>>;

/** Runs and answers with the exit code; bad input is told as `code: message` and nothing else. */
export function runCommand(run: () => number): number {
  try {
    return run();
  } catch (fault) {
    if (!(fault instanceof InputError)) throw fault;
    process.stderr.write(`${fault.code}: ${fault.message}\n`);
    return EXIT_BAD_INPUT;
  }
}

export function readArguments(
  args: readonly string[],
  names: readonly string[],
): { readonly values: Values; readonly files: readonly string[] } {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values, files: positionals };
  } catch (fault) {
    throw new InputError('usage', (fault as Error).message);
  }
}

export function readLanguage(text: string | undefined): Language {
  const language = LANGUAGES.find((each) => each === text);
  if (!language) throw new InputError('usage', `“${text}” is none of the languages ${LANGUAGES.join(', ')}.`);
  return language;
}
