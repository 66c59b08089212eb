import { runCommandLine } from './command-line.ts';
import { hqCommands } from './commands/hq-commands.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), hqCommands);
