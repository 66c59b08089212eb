import { join } from 'node:path';
import type { Command } from '../server/commands/command.ts';
import { text, wholeNumber } from '../server/commands/common-options.ts';
import { OperatorError } from '../server/operator-error.ts';
import { replay } from './replay.ts';
import { MAX_INVOICES } from './source/group-invoices.ts';
import { summaryLines } from './summary.ts';

const DEFAULT_FOLDER = join(import.meta.dirname, '../.data/replay');

export const replayCommand: Command = {
  summary: 'sell a file of real receipts through a till and HQ; ends with code 1 when they differ',
  operands: ['FILE'],
  options: {
    data: { type: 'string' },
    limit: { type: 'string' },
    report: { type: 'string' },
    'dev-no-fsync': { type: 'boolean' },
  },
  help: [
    'FILE             CSV, plain or gzip: InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,',
    '                 CustomerID,Country (the columns of the UCI data set "Online Retail")',
    '--data DIR       folder of the till, of HQ and of what is done already (default .data/replay);',
    '                 a replay that was stopped goes on from there',
    '--limit N        stop after N invoices',
    '--report FILE    write every refused line with its reason, as CSV',
    '--dev-no-fsync   allow a database that may lose acknowledged entries (development only)',
    'DATABASE_URL     another PostgreSQL than the embedded one; it must hold no other company',
  ],
  async run(values, [file = '']) {
    const limit = wholeNumber(values, 'limit', MAX_INVOICES) ?? null;
    if (limit === 0) throw new OperatorError('--limit takes a number above 0.');
    const databaseUrl = process.env['DATABASE_URL'];
    const outcome = await replay({
      file,
      folder: text(values, 'data') ?? DEFAULT_FOLDER,
      limit,
      report: text(values, 'report') ?? null,
      databaseUrl: databaseUrl === undefined || databaseUrl === '' ? null : databaseUrl,
      allowNoFsync: values['dev-no-fsync'] === true,
      shouldStop: stopSignal(),
      screen: process.stderr,
    });
    for (const line of summaryLines(outcome)) console.log(line);
    const { differences } = outcome.audit;
    for (const difference of differences) console.log(`differs: ${difference}`);
    if (differences.length > 0) throw new OperatorError('Journal and HQ do not say the same.');
    console.log('journal and HQ say the same, sale by sale and effect by effect; the ledger verifies');
  },
};

/** The first signal lets the sale under way finish; a second one ends everything at once. */
function stopSignal(): () => boolean {
  let asked = false;
  const ask = (): void => {
    if (asked) process.exit(1);
    asked = true;
  };
  process.on('SIGTERM', ask);
  process.on('SIGINT', ask);
  return () => asked;
}
