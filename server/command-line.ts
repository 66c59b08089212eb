/** The command line of HQ: finds the subcommand, reads what it takes, tells an operator in words what went wrong. */
import { parseArgs } from 'node:util';
import type { Command, Values } from './commands/command.ts';
import { OperatorError, UsageError } from './operator-error.ts';

const USAGE = 2;
const FAILED = 1;

export type Commands = Readonly<Record<string, Command>>;

/** Runs one subcommand and gives the exit code. */
export async function runCommandLine(
  [name = '--help', ...args]: readonly string[],
  commands: Commands,
): Promise<number> {
  if (name === '--help' || name === 'help') return printHelp(commands);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misused(`There is no command "${name}".`);
  const given = readArguments(command, args);
  if (typeof given === 'string') return misused(given);
  if (given.values['help'] === true) return printCommandHelp(name, command);
  try {
    await command.run(given.values, given.operands);
    return 0;
  } catch (fault) {
    return explain(fault);
  }
}

type Given = { readonly values: Values; readonly operands: readonly string[] };

function readArguments(command: Command, args: string[]): Given | string {
  const options = { ...command.options, help: { type: 'boolean' } } as const;
  const most = command.operands?.length ?? 0;
  try {
    const { values, positionals } = parseArgs({
      args: args.map(signedNumber),
      options,
      strict: true,
      allowPositionals: most > 0,
    });
    const enough = values.help === true || positionals.length >= (command.neededOperands ?? most);
    const missing = enough ? undefined : command.operands?.[positionals.length];
    if (missing !== undefined) return `${missing} is missing.`;
    return positionals.length > most
      ? `"${positionals[most]}" is one too many.`
      : { values, operands: positionals };
  } catch (fault) {
    return (fault as Error).message;
  }
}

/** "-5" is an amount, not an option; under the typographic minus it is read as one. */
const signedNumber = (argument: string): string => argument.replace(/^-(?=\d)/, '\u2212');

function printHelp(commands: Commands): number {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  console.log('npm run hq -- COMMAND [options]\n');
  for (const [name, { summary }] of Object.entries(commands))
    console.log(`  ${name.padEnd(width)}  ${summary}`);
  console.log('\nHQ keeps its data in an embedded PostgreSQL, or in the one that DATABASE_URL names.');
  console.log('Options of a command: npm run hq -- COMMAND --help');
  return 0;
}

function printCommandHelp(name: string, { summary, help, operands = [] }: Command): number {
  console.log(`npm run hq -- ${[name, ...operands].join(' ')} [options]\n\n  ${summary}\n`);
  for (const line of help) console.log(`  ${line}`);
  return 0;
}

function misused(message: string): number {
  console.error(`${message}\nSee npm run hq -- --help`);
  return USAGE;
}

/** An operator gets words; only with PUNCTA_TRACE set does a bug show where it happened. */
function explain(fault: unknown): number {
  if (fault instanceof UsageError) return misused(fault.message);
  if (fault instanceof OperatorError) console.error(fault.message);
  else console.error(`HQ stopped because of a fault of its own: ${(fault as Error).message}`);
  if (process.env['PUNCTA_TRACE']) console.error(fault);
  return FAILED;
}
