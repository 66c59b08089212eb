import { programmeCommand } from './programme.ts';
import { runCommand } from './run-command.ts';

process.exitCode = runCommand(() =>
  programmeCommand(process.argv.slice(2), (text) => process.stdout.write(text)),
);
