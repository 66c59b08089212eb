// Loaded before a main process (`--import`): its power goes at the point that PUNCTA_TEST_DIE_AT names.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { type DeathPoint, DIE_AT, readDeath } from './death-points.ts';

const death = readDeath(process.env[DIE_AT]);
let left = death.nth;

function reached(point: DeathPoint): void {
  if (point !== death.point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

type Run = (this: StatementSync, ...values: unknown[]) => { lastInsertRowid: number | bigint };
type PrintRow = { readonly id?: number; readonly kind?: string; readonly state?: string };

const receipts = new Set<number>();
let isSale = false;
let hasSold = false;
let isPrinting = false;

const statement = StatementSync.prototype as unknown as { run: Run };
const run = statement.run;
statement.run = function (...values) {
  const result = Reflect.apply(run, this, values);
  const sql = this.sourceSQL;
  if (sql.startsWith('INSERT INTO entry ')) isSale ||= values.includes('SALE');
  if (!sql.includes('print_job')) return result;
  const row = (values[0] ?? {}) as PrintRow;
  if (sql.startsWith('INSERT') && row.kind === 'sale') receipts.add(Number(result.lastInsertRowid));
  if (!sql.startsWith('UPDATE') || !receipts.has(row.id ?? 0)) return result;
  isPrinting = row.state === 'sending';
  if (row.state === 'preflight') reached('before-print');
  return result;
};

const database = DatabaseSync.prototype as { exec: (sql: string) => void };
const exec = database.exec;
database.exec = function (this: DatabaseSync, sql) {
  const isSaleCommit = sql === 'COMMIT' && isSale;
  if (isSaleCommit) reached('before-commit');
  exec.call(this, sql);
  hasSold ||= isSaleCommit;
  if (sql === 'COMMIT' || sql === 'ROLLBACK') isSale = false;
  if (isSaleCommit) reached('after-commit');
};

type Write = (this: Socket, bytes: unknown, ...rest: unknown[]) => boolean;
const socket = Socket.prototype as unknown as { write: Write };
const write = socket.write;
socket.write = function (bytes, ...rest) {
  if (death.point !== 'mid-print' || !isPrinting || !(bytes instanceof Uint8Array))
    return Reflect.apply(write, this, [bytes, ...rest]);
  isPrinting = false;
  const half = bytes.subarray(0, bytes.length / 2);
  return Reflect.apply(write, this, [half, () => reached('mid-print')]);
};

const isSaleIn = (body: unknown): boolean =>
  typeof body === 'string' && body.includes('\\"kind\\":\\"SALE\\"');

const ask = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const carriesSale =
    hasSold && input instanceof URL && input.pathname.endsWith('/push') && isSaleIn(init?.body);
  if (carriesSale) reached('before-push');
  const answer = await ask(input, init);
  if (carriesSale && answer.ok) reached('after-push');
  return answer;
};

const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  const keepsIdentity = String(to).endsWith('identity.sealed');
  const closesSegment = /[\\/]segments[\\/][^\\/]+\.sqlite$/.test(String(to));
  if (keepsIdentity) reached('enrol-unkept');
  if (closesSegment) reached('roll-begins');
  rename(from, to);
  if (closesSegment) reached('roll-moved');
  if (keepsIdentity) reached('enrol-kept');
};
syncBuiltinESMExports();
