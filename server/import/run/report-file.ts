/** All refused rows as a CSV that a spreadsheet opens: UTF-8 with its mark, semicolons, and no cell that computes. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from 'kysely';
import type { Database } from '../../db/tables.ts';
import { OperatorError } from '../../operator-error.ts';
import { readRefusals } from './refusals.ts';

export async function writeReport(trx: Transaction<Database>, file: string): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    yield '\ufeffline;column;reason;value\r\n';
    for await (const refusals of readRefusals(trx))
      for (const { line, column, reason, value } of refusals)
        yield `${[String(line), column, reason, value].map(cell).join(';')}\r\n`;
  }
  try {
    await pipeline(Readable.from(lines()), createWriteStream(file));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OperatorError(`The report cannot be written to ${file} (${code ?? 'unknown'}).`, { cause });
  }
}

/** A spreadsheet runs what begins with one of these signs. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
