/**
 * Loaded before a HQ process (`--import`): it is killed or stopped when PUNCTA_TEST_STRIKE_AT says so. Statements are recognised where
 * they are sent to the database, so that none of HQ's own sources knows about it.
 */
import { ServerResponse } from 'node:http';
import { isMainThread } from 'node:worker_threads';
import pg from 'pg';
import type { Point } from './points.ts';

type Moment = 'before' | 'sent' | 'answered';
type Kind = 'posting' | 'enrolment';

const STATEMENTS: Readonly<Record<Exclude<Point, 'mid-answer'>, readonly [Moment, RegExp, Kind?]>> = {
  'before-begin': ['before', /^begin$/],
  'chain-locked': ['answered', /^select .* from "chain" .*for update/],
  'log-written': ['answered', /^insert into "hq_log"/],
  'entries-written': ['answered', /^insert into "entry"/],
  'balances-written': ['answered', /^insert into "account"/],
  'tip-moved': ['answered', /^update "chain" set .*"wm"/, 'posting'],
  'before-commit': ['before', /^commit$/, 'posting'],
  'commit-sent': ['sent', /^commit$/, 'posting'],
  committed: ['answered', /^commit$/, 'posting'],
  'enrol-code-used': ['answered', /^update "enrolment_code"/],
  'enrol-before-commit': ['before', /^commit$/, 'enrolment'],
  'enrol-committed': ['answered', /^commit$/, 'enrolment'],
  'day-close-before': ['before', /^insert into "day_report"/],
  'day-close-written': ['answered', /^insert into "day_report"/],
};

const [point = '', nth = '1', signal = 'SIGKILL'] = (process.env['PUNCTA_TEST_STRIKE_AT'] ?? '').split(':');
let left = Number(nth);

function reached(): void {
  left -= 1;
  if (left === 0) process.kill(process.pid, signal);
}

/** What the transaction that a connection is in has done so far. */
const kinds = new WeakMap<object, Kind | null>();
/** A push reads the programmes right before its transaction; nothing else does. */
let judged = false;

function follow(client: object, text: string): void {
  if (text === 'begin') kinds.set(client, null);
  if (text.startsWith('insert into "hq_log"')) kinds.set(client, 'posting');
  if (text.startsWith('update "enrolment_code"')) kinds.set(client, 'enrolment');
  if (/^select .* from "programme" .*"change_no" >/.test(text)) judged = true;
}

function dieOnStatements(name: keyof typeof STATEMENTS): void {
  const [moment, pattern, kind] = STATEMENTS[name];
  const isHit = (client: object, text: string): boolean =>
    pattern.test(text) &&
    (kind === undefined || kinds.get(client) === kind) &&
    (name !== 'before-begin' || judged);
  type Query = (...args: readonly unknown[]) => unknown;
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function (this: object, ...args: readonly unknown[]): unknown {
    const text = textOf(args[0]);
    follow(this, text);
    const hit = isHit(this, text);
    if (hit && moment === 'before') reached();
    const answer = Reflect.apply(query, this, args);
    if (hit && moment === 'sent') reached();
    if (!hit || moment !== 'answered' || !(answer instanceof Promise)) return answer;
    return answer.then((value: unknown) => {
      reached();
      return value;
    });
  };
}

function textOf(statement: unknown): string {
  const text =
    typeof statement === 'string' ? statement : (statement as { text?: unknown } | null | undefined)?.text;
  return typeof text === 'string' ? text.trim().replace(/\s+/g, ' ').toLowerCase() : '';
}

/** Half of a push's answer goes out, the rest never does. */
function dieInAnswers(): void {
  type End = (...args: readonly unknown[]) => unknown;
  const prototype = ServerResponse.prototype as unknown as { end: End };
  const end = prototype.end;
  prototype.end = function (this: ServerResponse, ...args: readonly unknown[]): unknown {
    const [body] = args;
    if (this.req.url !== '/osp1/push' || this.statusCode !== 200 || typeof body !== 'string')
      return Reflect.apply(end, this, args);
    if (left > 1) {
      left -= 1;
      return Reflect.apply(end, this, args);
    }
    this.write(body.slice(0, body.length / 2), reached);
    return this;
  };
}

// Threads that judge entries send no statement.
if (isMainThread) {
  if (point === 'mid-answer') dieInAnswers();
  else if (Object.hasOwn(STATEMENTS, point)) dieOnStatements(point as keyof typeof STATEMENTS);
  else throw new Error(`PUNCTA_TEST_STRIKE_AT names no point: ${point}`);
}
