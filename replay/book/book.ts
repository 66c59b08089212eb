/** RPL-6: the replay's memory on disk. Each of its steps is one transaction; nothing is half told after a kill. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../../server/operator-error.ts';
import type { EntryView } from '../../shared/ipc/views.ts';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Reason } from '../refusal.ts';
import type { Tally } from '../tally.ts';
import { BOOK_SCHEMA_SQL } from './book-schema.ts';

/** `open`: being sold. `sold`: all of it is in the journal. `closed`: HQ has confirmed its day. */
export type StretchState = 'open' | 'sold' | 'closed';

/** Invoices of one business date, sold between one opening of the shop and the next closing. */
export type Stretch = {
  readonly n: number;
  readonly businessDate: BusinessDate;
  /** How many things of `groupInvoices` lie before it, and up to its end once that is known. */
  readonly firstItem: number;
  readonly endItem: number | null;
  /** The journal's revision when it began. */
  readonly revision: number;
  readonly state: StretchState;
};

export type RefusedRow = {
  readonly lineNo: number;
  readonly reason: Reason;
  readonly fields: readonly string[];
};

export type MemberNews = { readonly rows: readonly MemberRow[]; readonly checkpoint: string };

export type SoldStretch = {
  readonly endItem: number;
  readonly tally: Tally;
  /** What the till's journal says of its sales. */
  readonly entries: readonly EntryView[];
  readonly refused: readonly RefusedRow[];
};

export type Book = {
  readonly db: DatabaseSync;
  readonly fact: (name: FactName) => string | null;
  readonly setFact: (name: FactName, value: string) => void;
  readonly member: (id: MemberId) => MemberRow | null;
  /** The newest one. */
  readonly stretch: () => Stretch | null;
  /** With the members as HQ has them now: so they stay for this stretch, however often it is taken up again. */
  readonly begin: (
    stretch: Pick<Stretch, 'businessDate' | 'firstItem' | 'revision'>,
    news: MemberNews,
  ) => void;
  readonly end: (stretch: Pick<Stretch, 'n'>, sold: SoldStretch) => void;
  readonly close: (stretch: Pick<Stretch, 'n'>) => void;
  /** Of every stretch that was sold whole, oldest first. */
  readonly tallies: () => readonly Tally[];
  readonly dispose: () => void;
};

export type FactName = 'file' | 'port' | 'members checkpoint';

export function openBook(folder: string): Book {
  const db = opened(join(folder, 'book.sqlite'));
  const readFact = db.prepare('SELECT value FROM fact WHERE name = ?');
  const writeFact = db.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const readMember = db.prepare('SELECT row FROM member WHERE id = ?');
  const newest = db.prepare(NEWEST_SQL);
  const tallies = db.prepare('SELECT tally FROM stretch WHERE tally IS NOT NULL ORDER BY n');
  return {
    db,
    fact: (name) => (readFact.get(name)?.['value'] as string | undefined) ?? null,
    setFact: (name, value) => void writeFact.run(name, value),
    member: (id) => {
      const row = readMember.get(id)?.['row'] as string | undefined;
      return row === undefined ? null : (JSON.parse(row) as MemberRow);
    },
    stretch: () => (newest.get() as Stretch | undefined) ?? null,
    begin: (stretch, news) => transact(db, () => writeBegin(db, stretch, news)),
    end: (stretch, sold) => transact(db, () => writeEnd(db, stretch, sold)),
    close: ({ n }) => void db.prepare(`UPDATE stretch SET state = 'closed' WHERE n = ?`).run(n),
    tallies: () => tallies.all().map((row) => JSON.parse(row['tally'] as string) as Tally),
    dispose: () => db.close(),
  };
}

const NEWEST_SQL = `
  SELECT n, business_date AS businessDate, first_item AS firstItem, end_item AS endItem, revision, state
  FROM stretch ORDER BY n DESC LIMIT 1`;

function writeBegin(
  db: DatabaseSync,
  { businessDate, firstItem, revision }: Pick<Stretch, 'businessDate' | 'firstItem' | 'revision'>,
  { rows, checkpoint }: MemberNews,
): void {
  db.prepare(`INSERT INTO stretch (business_date, first_item, revision, state) VALUES (?, ?, ?, 'open')`).run(
    businessDate,
    firstItem,
    revision,
  );
  const member = db.prepare('INSERT OR REPLACE INTO member (id, row) VALUES (?, ?)');
  for (const row of rows) member.run(row.id, JSON.stringify(row));
  db.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)').run('members checkpoint', checkpoint);
}

/** A sale that an earlier stretch has is seen again when HQ's word on it came late: it stays where it is. */
function writeEnd(db: DatabaseSync, { n }: Pick<Stretch, 'n'>, sold: SoldStretch): void {
  db.prepare(`UPDATE stretch SET state = 'sold', end_item = ?, tally = ? WHERE n = ?`).run(
    sold.endItem,
    JSON.stringify(sold.tally),
    n,
  );
  const sale = db.prepare(
    'INSERT OR IGNORE INTO sale (id, stretch, member, total_minor) VALUES (?, ?, ?, ?)',
  );
  const effect = db.prepare(
    'INSERT OR IGNORE INTO effect (id, kind, asset, member, amount) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { id, memberId, totalMinor, parts } of sold.entries) {
    sale.run(id, n, memberId, totalMinor);
    for (const part of parts)
      effect.run(`${id}#${part.n}`, part.effect, part.asset, memberId ?? '', part.amount);
  }
  const refused = db.prepare('INSERT OR REPLACE INTO refused (line, reason, fields) VALUES (?, ?, ?)');
  for (const { lineNo, reason, fields } of sold.refused) refused.run(lineNo, reason, JSON.stringify(fields));
}

function transact(db: DatabaseSync, act: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    act();
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

const SQLITE_BUSY = 5;

function opened(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(BOOK_SCHEMA_SQL);
    return db;
  } catch (cause) {
    db.close();
    const isBusy = (cause as { errcode?: number }).errcode === SQLITE_BUSY;
    throw new OperatorError(
      isBusy
        ? 'Another replay is at work in this folder. Wait for its end, or choose another with --data.'
        : `${path} is damaged. Choose another folder with --data.`,
      { cause },
    );
  }
}
