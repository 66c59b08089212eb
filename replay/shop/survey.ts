/**
 * Goes through the whole file once before anything is sold: which goods and members the shop has, and how many invoices
 * are to come. The file's hash says later whether a replay that is taken up again is one of the same file.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { OperatorError } from '../../server/operator-error.ts';
import { refusalOf } from '../refusal.ts';
import { groupInvoices } from '../source/group-invoices.ts';
import { readFile } from '../source/read-file.ts';
import type { ReceiptLine } from '../source/receipt-line.ts';
import { type Goods, stockCode } from './goods.ts';

export const MAX_GOODS = 200_000;
export const MAX_CUSTOMERS = 200_000;

export type Survey = {
  readonly sha256: string;
  /** By `stockCode`, under the first name and the first price that they were sold at. */
  readonly goods: ReadonlyMap<string, Goods>;
  readonly customers: ReadonlySet<string>;
  readonly lines: number;
  readonly invoices: number;
  /** When the first invoice was written. */
  readonly firstMs: number;
};

export async function surveyFile(path: string): Promise<Survey> {
  const goods = new Map<string, Goods>();
  const customers = new Set<string>();
  let lines = 0;
  let invoices = 0;
  let firstMs = Number.POSITIVE_INFINITY;
  for await (const each of groupInvoices(readFile(path))) {
    if (each.kind !== 'invoice') {
      lines += 1;
      continue;
    }
    invoices += 1;
    firstMs = Math.min(firstMs, each.invoice.atMs);
    for (const line of each.invoice.lines) {
      lines += 1;
      if (refusalOf(line) !== null) continue;
      addGoods(goods, line);
      if (line.customer !== '') customers.add(line.customer);
    }
  }
  if (invoices === 0) throw new OperatorError(`${path} has no invoice that can be read.`);
  requireLimit('kinds of goods', goods.size, MAX_GOODS);
  requireLimit('customers', customers.size, MAX_CUSTOMERS);
  return { sha256: await fileHash(path), goods, customers, lines, invoices, firstMs };
}

function addGoods(goods: Map<string, Goods>, line: ReceiptLine): void {
  const code = stockCode(line.code);
  if (!goods.has(code))
    goods.set(code, { code, name: line.description || code, priceMinor: line.price.minor });
}

function requireLimit(what: string, found: number, max: number): void {
  if (found > max) throw new OperatorError(`The file has more than ${max} ${what}.`);
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
