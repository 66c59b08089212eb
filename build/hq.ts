/** `npm run hq`: HQ's own commands, and the replay, which needs a till beside it. */
import { replayCommand } from '../replay/command.ts';
import { runCommandLine } from '../server/command-line.ts';
import { hqCommands } from '../server/commands/hq-commands.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), { ...hqCommands, replay: replayCommand });
