import { quote } from './quote.ts';
import { runCommand } from './run-command.ts';

process.exitCode = runCommand(() =>
  quote(process.argv.slice(2), Date.now(), (text) => process.stdout.write(text)),
);
