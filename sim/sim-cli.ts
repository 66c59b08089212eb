import { simCommand } from './sim-command.ts';

process.exitCode = await simCommand(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
