/** Reads a till's journal from the outside. The till holds the file to itself, so a copy is read, log included. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type JournalHead = {
  readonly id: string;
  readonly till: string;
  readonly epoch: number;
  readonly seq: number;
  readonly kind: string;
  readonly member?: string;
  readonly parts: readonly {
    readonly n: number;
    readonly effect: string;
    readonly asset: string;
    readonly amount: number;
    readonly to?: string;
    readonly cardId?: string;
  }[];
  readonly totals: { readonly grossMinor: number; readonly discountMinor: number } | null;
};

export type JournalEntry = {
  readonly hash: string;
  readonly head: JournalHead;
  /** As it was signed. */
  readonly headText: string;
  readonly bodyText: string;
};

export function readJournal(file: string): readonly JournalEntry[] {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-journal-'));
  try {
    const copy = join(folder, 'journal.sqlite');
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const db = new DatabaseSync(copy);
    const rows = db.prepare('select hash, head, body from entry order by seq').all();
    db.close();
    return rows.map((row) => ({
      hash: String(row.hash),
      head: JSON.parse(String(row.head)) as JournalHead,
      headText: String(row.head),
      bodyText: String(row.body),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const totalMinor = ({ totals }: JournalHead): number =>
  (totals?.grossMinor ?? 0) - (totals?.discountMinor ?? 0);

/** What a careful cashier would count at the end: the float and every sale since. */
export const cashInDrawer = (journal: readonly JournalEntry[], floatMinor: number): number =>
  journal.reduce((sum, { head }) => sum + totalMinor(head), floatMinor);
