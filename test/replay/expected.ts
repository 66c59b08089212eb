/**
 * What a replay of a file must come to, worked out a second time and another way: whole file in memory, its own reading
 * of CSV, its own rules, no basket, no engine, no ledger. Nothing of replay/ or shared/ is used here.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type Expected = {
  readonly invoices: number;
  readonly lines: number;
  readonly soldLines: number;
  readonly refused: Record<string, number>;
  readonly sales: number;
  readonly guestSales: number;
  readonly grossMinor: number;
  readonly points: number;
  readonly members: number;
  readonly days: number;
  readonly stale: { price: number; tier: number; product: number };
  /** Points by customer number. */
  readonly pointsOf: ReadonlyMap<string, number>;
};

type Line = {
  readonly invoice: string;
  readonly code: string;
  readonly name: string;
  readonly quantity: number;
  readonly at: string;
  readonly price: number;
  readonly customer: string;
};

export function expectedOf(file: string, { invoices: limit = Number.POSITIVE_INFINITY } = {}): Expected {
  const all = inOrderOfPaying(readLines(file));
  const goods = new Map<string, { name: string; pence: number }>();
  for (const line of all.flat())
    if (refusalOf(line) === null && !goods.has(line.code))
      goods.set(line.code, { name: line.name, pence: penceOf(line.price) });
  const invoices = all.slice(0, limit);
  const count = { lines: 0, soldLines: 0, sales: 0, guestSales: 0, grossMinor: 0, points: 0 };
  const refused: Record<string, number> = {};
  const stale = { price: 0, tier: 0, product: 0 };
  const spend = new Map<string, number>();
  const pointsOf = new Map<string, number>();
  let day = '';
  let spendBeforeDay = new Map<string, number>();
  const days = new Set<string>();
  for (const invoice of invoices) {
    const date = (invoice.at(-1) as Line).at.slice(0, 10);
    days.add(date);
    if (date !== day) [day, spendBeforeDay] = [date, new Map(spend)];
    count.lines += invoice.length;
    const customer = invoice[0]?.customer ?? '';
    const basket = new Map<string, { code: string; pence: number; pieces: number }>();
    for (const line of invoice) {
      const reason = refusalOf(line) ?? putInto(basket, line);
      if (reason === null) count.soldLines += 1;
      else refused[reason] = (refused[reason] ?? 0) + 1;
    }
    if (basket.size === 0) continue;
    const total = sum([...basket.values()].map(({ pence, pieces }) => pence * pieces));
    count.sales += 1;
    count.grossMinor += total;
    for (const { code, pence } of basket.values()) if (goods.get(code)?.pence !== pence) stale.price += 1;
    if (customer === '') {
      count.guestSales += 1;
      continue;
    }
    const seenTier = tierOf(spendBeforeDay.get(customer) ?? 0);
    if (seenTier !== tierOf(spend.get(customer) ?? 0)) stale.tier += 1;
    const points = pointsFor([...basket.values()], {
      date,
      tier: seenTier,
      nameOf: (code) => goods.get(code)?.name ?? '',
    });
    count.points += points;
    pointsOf.set(customer, (pointsOf.get(customer) ?? 0) + points);
    spend.set(customer, (spend.get(customer) ?? 0) + total);
  }
  return {
    ...count,
    invoices: invoices.length,
    refused,
    members: spend.size,
    days: days.size,
    stale,
    pointsOf,
  };
}

/** One point per pound, 1.25 for silver, 1.5 for gold; rounded down once per receipt. */
function pointsFor(
  basket: readonly { code: string; pence: number; pieces: number }[],
  { date, tier, nameOf }: { date: string; tier: string; nameOf: (code: string) => string },
): number {
  const earning = basket.filter(({ code }) => !/^(POST|DOT|C2|M|GIFT_.*)$/.test(code));
  const base = sum(earning.map(({ pence, pieces }) => pence * pieces));
  const christmas = sum(
    earning
      .filter(({ code }) => /\b(CHRISTMAS|XMAS)\b/.test(nameOf(code)))
      .map(({ pence, pieces }) => pence * pieces),
  );
  const isAutumn = date >= '2011-10-01' && date <= '2011-11-30';
  const isSunday = new Date(`${date}T12:00:00Z`).getUTCDay() === 0;
  const doubled = isAutumn && christmas >= 1_000 ? christmas : 0;
  const half = isSunday && base >= 10_000 ? base : 0;
  const perHundredPence = { bronze: 4, silver: 5, gold: 6 }[tier] ?? 0;
  return Math.floor(((2 * base + 2 * doubled + half) * perHundredPence) / 800);
}

const tierOf = (spend: number): string => (spend >= 250_000 ? 'gold' : spend >= 50_000 ? 'silver' : 'bronze');

function refusalOf({ invoice, code, quantity, price }: Line): string | null {
  if (invoice.startsWith('C')) return 'return';
  if (/^[A-Z]/.test(invoice)) return 'adjustment';
  if (['AMAZONFEE', 'B', 'BANK CHARGES', 'CRUK', 'D', 'S'].includes(code)) return 'noGoods';
  if (quantity <= 0) return 'negativeQuantity';
  if (price > 0 && price < 0.01) return 'finePrice';
  if (price === 0) return 'zeroPrice';
  return price < 0 ? 'negativePrice' : null;
}

function putInto(
  basket: Map<string, { code: string; pence: number; pieces: number }>,
  { code, price, quantity }: Line,
): string | null {
  const pence = penceOf(price);
  const key = `${code} ${pence}`;
  const same = basket.get(key);
  if (!same && basket.size >= 500) return 'basketLimit';
  const pieces = (same?.pieces ?? 0) + quantity;
  if (pieces > 9_999) return 'quantityLimit';
  basket.set(key, { code, pence, pieces });
  return null;
}

/** Invoices by the place of their last lines in the file. */
function inOrderOfPaying(lines: readonly Line[]): readonly (readonly Line[])[] {
  const byNumber = new Map<string, { lines: Line[]; last: number }>();
  for (const [index, line] of lines.entries()) {
    const known = byNumber.get(line.invoice) ?? { lines: [], last: 0 };
    known.lines.push(line);
    known.last = index;
    byNumber.set(line.invoice, known);
  }
  return [...byNumber.values()].sort((a, b) => a.last - b.last).map((invoice) => invoice.lines);
}

function readLines(file: string): readonly Line[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [, ...rows] = text.trimEnd().split('\n');
  return rows.map((row) => {
    const [invoice = '', code = '', name = '', quantity, at = '', price, customer = ''] = fieldsOf(row);
    const facts = {
      invoice,
      code: code.toUpperCase(),
      name: name.trim() || code.toUpperCase(),
      at,
      customer,
    };
    return { ...facts, quantity: Number(quantity), price: Number(price) };
  });
}

const fieldsOf = (row: string): readonly string[] =>
  [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

const penceOf = (price: number): number => Math.round(price * 100);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
