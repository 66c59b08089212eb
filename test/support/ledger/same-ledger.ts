/**
 * One history through both books: the one in memory, command by command, and PostgreSQL, in transactions of several
 * commands each. What every command changes, and what both hold in the end, must be the same.
 */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '../../../server/db/connect.ts';
import { inTransaction } from '../../../server/db/retry.ts';
import { demoCompany, demoStore } from '../../../server/demo/demo-place.ts';
import { seededRandom } from '../../../server/demo/seeded-random.ts';
import { insertStore } from '../../../server/enrol/insert-store.ts';
import { postCommands } from '../../../server/posting/post-commands.ts';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import { memoryBook } from '../../../shared/posting/book/memory-book.ts';
import type { Command } from '../../../shared/posting/post/command.ts';
import { post } from '../../../shared/posting/post/post.ts';
import { testKeys } from '../hq/test-keys.ts';
import { type LedgerLines, linesOfBook, linesOfTables } from './ledger-rows.ts';
import { randomLedger } from './random-commands.ts';
import { CARDS, CHAINS, MEMBERS, WORLD_START_MS } from './random-world.ts';

export type SameLedger = {
  /** Where the two disagree, in words; empty when they never do. */
  readonly differences: readonly string[];
  readonly commands: number;
  readonly movements: number;
  readonly lines: LedgerLines;
};

const MOST_AT_ONCE = 12;

export async function sameLedger(db: Db, seed: number, commands: number): Promise<SameLedger> {
  await emptyTables(db);
  await insertPlaces(db);
  const random = seededRandom(seed);
  const { next } = randomLedger(seed);
  const book = memoryBook({ knows: (owner) => KNOWN.has(owner) });
  const history: Changes[] = [];
  const differences: string[] = [];
  while (history.length < commands) {
    const batch: Command[] = [];
    const expected: Changes[] = [];
    for (let n = 1 + random.below(MOST_AT_ONCE); n > 0; n -= 1) {
      const command = next(book);
      const changes = post(book, command);
      book.apply(command, changes);
      batch.push(command);
      expected.push(changes);
    }
    history.push(...expected);
    const key = testKeys().signing;
    const posted = await inTransaction(db, (trx) =>
      postCommands(trx, { key, nowMs: WORLD_START_MS, commands: batch }),
    ).catch((cause: unknown) => {
      throw new Error(`seed ${seed}: the tables refuse ${JSON.stringify(batch)}`, { cause });
    });
    for (const [index, changes] of expected.entries())
      if (!isDeepStrictEqual(posted[index], changes))
        differences.push(
          `${JSON.stringify(batch[index])}\n memory: ${JSON.stringify(changes)}\n tables: ${JSON.stringify(posted[index])}`,
        );
  }
  const [lines, tables] = [linesOfBook(book, history), await linesOfTables(db)];
  return {
    differences: [...differences, ...unlike(lines, tables)],
    commands: history.length,
    movements: history.reduce((sum, { movements }) => sum + movements.length, 0),
    lines,
  };
}

function unlike(memory: LedgerLines, tables: LedgerLines): readonly string[] {
  return [...new Set([...memory.keys(), ...tables.keys()])]
    .filter((what) => memory.get(what) !== tables.get(what))
    .map((what) => `${what}: memory ${memory.get(what)}, tables ${tables.get(what)}`);
}

const KNOWN = new Set<string>([...MEMBERS, ...CARDS]);

/** So that many histories, one after the other, do with one database. Its triggers forbid just that. */
async function emptyTables(db: Db): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { rows } = await sql<{ tables: string }>`
      SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT LIKE 'kysely%'`.execute(trx);
    await sql`SET LOCAL session_replication_role = replica`.execute(trx);
    await sql.raw(`TRUNCATE ${rows[0]?.tables}`).execute(trx);
  });
}

/** The stores, tills, chains, members and gift cards of which the histories tell. */
async function insertPlaces(db: Db): Promise<void> {
  const { id: company_id, name, taxNumber: tax_number } = demoCompany;
  await inTransaction(db, async (trx) => {
    await trx.insertInto('company').values({ id: company_id, name, tax_number }).execute();
    for (const [index, { till, epoch, store }] of CHAINS.entries()) {
      await insertStore(trx, { ...demoStore, id: store });
      await trx
        .insertInto('till')
        .values({ id: till, store_id: store, number: index + 1, name: till, epoch })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await trx
        .insertInto('chain')
        .values({ till, epoch, public_key: 'none', head_hash: 'none', enrolled_at_ms: WORLD_START_MS })
        .execute();
    }
    await trx
      .insertInto('member')
      .values(
        MEMBERS.map((id, index) => ({
          id,
          company_id,
          card_number: String(index),
          tier_id: 'bronze' as never,
          spend_minor: 0 as never,
          visits: 0,
          facts: '{}',
        })),
      )
      .execute();
    await trx
      .insertInto('gift_card')
      .values(CARDS.map((id) => ({ id, company_id })))
      .execute();
  });
}
