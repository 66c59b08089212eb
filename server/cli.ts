import { parseArgs } from 'node:util';
import type { Command, Values } from './commands/command.ts';
import { enrolCodeCommand } from './commands/enrol-code.ts';
import { loadDemoCommand } from './commands/load-demo.ts';
import { serveCommand } from './commands/serve.ts';
import { verifyCommand } from './commands/verify.ts';
import { OperatorError } from './operator-error.ts';

const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  'enrol-code': enrolCodeCommand,
  'load-demo': loadDemoCommand,
  verify: verifyCommand,
};

const USAGE = 2;
const FAILED = 1;

process.exitCode = await main(process.argv.slice(2));

async function main([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === 'help') return printHelp();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misused(`There is no command "${name}".`);
  const values = readOptions(command, args);
  if (typeof values === 'string') return misused(values);
  if (values['help'] === true) return printCommandHelp(name, command);
  try {
    await command.run(values);
    return 0;
  } catch (fault) {
    return explain(fault);
  }
}

function readOptions(command: Command, args: string[]): Values | string {
  try {
    const options = { ...command.options, help: { type: 'boolean' } } as const;
    return parseArgs({ args, options, strict: true }).values;
  } catch (fault) {
    return (fault as Error).message;
  }
}

function printHelp(): number {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  console.log('npm run hq -- COMMAND [options]\n');
  for (const [name, { summary }] of Object.entries(commands))
    console.log(`  ${name.padEnd(width)}  ${summary}`);
  console.log('\nHQ keeps its data in an embedded PostgreSQL, or in the one that DATABASE_URL names.');
  console.log('Options of a command: npm run hq -- COMMAND --help');
  return 0;
}

function printCommandHelp(name: string, { summary, help }: Command): number {
  console.log(`npm run hq -- ${name} [options]\n\n  ${summary}\n`);
  for (const line of help) console.log(`  ${line}`);
  return 0;
}

function misused(message: string): number {
  console.error(`${message}\nSee npm run hq -- --help`);
  return USAGE;
}

/** An operator gets words; only with PUNCTA_TRACE set does a bug show where it happened. */
function explain(fault: unknown): number {
  if (fault instanceof OperatorError) console.error(fault.message);
  else console.error(`HQ stopped because of a fault of its own: ${(fault as Error).message}`);
  if (process.env['PUNCTA_TRACE']) console.error(fault);
  return FAILED;
}
