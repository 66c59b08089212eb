/** Replays a file of receipts: one till without a window, one HQ, both real, in the time of the receipts. */
import { readdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hq } from '../server/hq.ts';
import { OperatorError } from '../server/operator-error.ts';
import { audit } from './audit.ts';
import { type Book, openBook } from './book/book.ts';
import { refusedOf } from './book/book-sums.ts';
import { type Screen, startProgress } from './progress.ts';
import { writeRefused } from './refused-csv.ts';
import { type ReplayClock, replayClock } from './replay-clock.ts';
import { type OpenShop, openShop } from './shop/open-shop.ts';
import { compiledReplayProgramme } from './shop/programme.ts';
import { type Survey, surveyFile } from './shop/survey.ts';
import { groupInvoices } from './source/group-invoices.ts';
import { readFile } from './source/read-file.ts';
import { type StretchRunner, stretchRunner } from './stretch-runner.ts';
import type { Outcome } from './summary.ts';
import { addTallies, emptyTally } from './tally.ts';
import { openReplayTill, type ReplayTill } from './till/replay-till.ts';
import { startTimings, type Timings } from './timings.ts';

export type ReplayOptions = {
  readonly file: string;
  /** Keeps HQ, the till and the book; a replay stopped half-way goes on from here. */
  readonly folder: string;
  /** Ends after so many invoices, those of earlier runs included. */
  readonly limit: number | null;
  /** Gets every refused line. */
  readonly report: string | null;
  /** Another database than the embedded one in the folder. */
  readonly databaseUrl: string | null;
  readonly allowNoFsync: boolean;
  readonly shouldStop: () => boolean;
  readonly screen: Screen;
};

export async function replay(options: ReplayOptions): Promise<Outcome> {
  const timings = startTimings();
  const startMs = performance.now();
  const say = (line: string): void => void options.screen.write(`${line}\n`);
  say(`looking through ${options.file}`);
  const survey = await timings.measureAsync('survey', () => surveyFile(options.file));
  say(
    `${survey.invoices} invoices of ${survey.lines} lines, ${survey.goods.size} goods, ${survey.customers.size} customers`,
  );
  await mkdir(options.folder, { recursive: true });
  const book = openBook(options.folder);
  try {
    requireSameFile(book, survey);
    const opened = await open(options, { book, survey });
    try {
      return await run(options, { ...opened, book, survey, timings, startMs });
    } finally {
      await opened.till.stop();
      await opened.shop.close();
    }
  } finally {
    book.dispose();
  }
}

function requireSameFile(book: Book, { sha256 }: Survey): void {
  const known = book.fact('file');
  if (known !== null && known !== sha256)
    throw new OperatorError('This folder holds the replay of another file. Choose another with --data.');
  book.setFact('file', sha256);
}

type Opened = { readonly shop: OpenShop; readonly till: ReplayTill; readonly clock: ReplayClock };

async function open(
  { folder, databaseUrl, allowNoFsync, screen }: ReplayOptions,
  { book, survey }: { book: Book; survey: Survey },
): Promise<Opened> {
  const clock = replayClock(survey.firstMs - OPENED_BEFORE_MS);
  const say = (line: string): void => void screen.write(`${line}\n`);
  const port = Number(book.fact('port') ?? 0);
  const shop = await openShop({ folder, databaseUrl, allowNoFsync, clock, survey, port, say });
  try {
    book.setFact('port', new URL(shop.url).port);
    clock.advanceTo(await lastEntryMs(shop.hq));
    const till = openReplayTill({ folder: join(folder, 'till'), clock, onFault: say });
    if (till.isEnrolled()) clock.advanceTo(lastJournalMs(till));
    else await till.call('till.enrol', { hqUrl: shop.url, code: await shop.enrolmentCode() });
    await till.session().background.sync.roundNow(SYNC_WAIT_MS);
    return { shop, till, clock };
  } catch (cause) {
    await shop.close();
    throw cause;
  }
}

const OPENED_BEFORE_MS = 60 * 60_000;
const SYNC_WAIT_MS = 30_000;

/** How far of an earlier run HQ has heard, in the time of the receipts. */
async function lastEntryMs({ db }: Hq): Promise<number> {
  const { last } = await db
    .selectFrom('chain')
    .select(({ fn }) => fn.max('last_at_ms').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/**
 * Where an earlier run has come to: a till that was killed holds what HQ never got, and HQ may have told it a later time.
 * If time went on from HQ's last entry, the till would find its chain ahead of HQ and begin a new epoch (EPO-7).
 */
function lastJournalMs(till: ReplayTill): number {
  const { journal } = till.session().desk;
  return Math.max(journal.tip().atMs, journal.hqWord().timeMs);
}

type Running = Opened & {
  readonly book: Book;
  readonly survey: Survey;
  readonly timings: Timings;
  readonly startMs: number;
};

async function run(options: ReplayOptions, running: Running): Promise<Outcome> {
  const { shop, till, clock, book, survey, timings, startMs } = running;
  const { hq, pin } = shop;
  const folder = join(options.folder, 'till');
  const compiled = compiledReplayProgramme();
  const runner = stretchRunner({ till, clock, compiled, timings, book, hq, pin, goods: survey.goods });
  const before = tallyOf(book);
  if (before.invoices > 0) options.screen.write(`${before.invoices} invoices are done already\n`);
  const total = Math.min(options.limit ?? survey.invoices, survey.invoices);
  const journalBytes = (): number => folderBytes(folder);
  const progress = startProgress({
    total,
    done: before.invoices,
    timings,
    journalBytes,
    requests: shop.requests,
    screen: options.screen,
  });
  await sellAll(options, { runner, tick: progress.tick }).finally(progress.done);
  const tally = tallyOf(book);
  const audited = await timings.measureAsync('verify', () => audit(hq, book, tally));
  if (options.report !== null) await writeRefused(options.report, refusedOf(book));
  return {
    tally,
    audit: audited,
    run: {
      ms: performance.now() - startMs,
      invoices: tally.invoices - before.invoices,
      sales: tally.sales - before.sales,
    },
    journalBytes: journalBytes(),
    requests: shop.requests(),
    timings,
  };
}

async function sellAll(
  { file, limit, shouldStop }: ReplayOptions,
  { runner, tick }: { runner: StretchRunner; tick: (invoices: number) => void },
): Promise<void> {
  const done = await runner.resume();
  let item = 0;
  let invoices = 0;
  for await (const each of groupInvoices(readFile(file))) {
    if (shouldStop())
      throw new OperatorError('Stopped. The same command goes on from here, and sells nothing twice.');
    item += 1;
    if (each.kind === 'invoice') invoices += 1;
    if (item > done) await runner.take(each, item);
    if (item > done && each.kind === 'invoice') tick(invoices);
    if (invoices === limit) break;
  }
  await runner.finish(item);
}

const tallyOf = (book: Book) => book.tallies().reduce(addTallies, emptyTally);

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.includes('.sqlite'))
    .reduce((sum, item) => sum + statSync(join(item.parentPath, item.name)).size, 0);
}
