/** `npm run hq`: HQ's own commands. */
import { runCommandLine } from '../server/command-line.ts';
import { hqCommands } from '../server/commands/hq-commands.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), hqCommands);
