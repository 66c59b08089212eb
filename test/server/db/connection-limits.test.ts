/** LIM-1: what keeps a database that hangs, or a process that does not go on, from holding up tills and connections for ever. */
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { type ConnectionLimits, connect, type Db } from '../../../server/db/connect.ts';
import { createTestDatabase } from '../../support/postgres/create-test-database.ts';

const NEVER_MS = 60_000;
const none: ConnectionLimits = {
  lockWaitMs: NEVER_MS,
  statementMs: NEVER_MS,
  idleInTransactionMs: NEVER_MS,
  silenceMs: NEVER_MS,
};

async function openWith(limits: Partial<ConnectionLimits>): Promise<{ db: Db; other: Db }> {
  const { url, db: other } = await createTestDatabase('demo');
  const db = connect(url, { ...none, ...limits });
  onTestFinished(async () => {
    await Promise.all([db.destroy(), other.destroy()]);
  });
  return { db, other };
}

const backend = async (db: Pick<Db, 'getExecutor'>): Promise<number> =>
  (await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(db)).rows[0]?.pid ?? 0;

test('a connection that says nothing is cut, and never used again', async () => {
  const { db } = await openWith({ silenceMs: 300 });
  const before = await backend(db);
  await expect(sql`SELECT pg_sleep(60)`.execute(db)).rejects.toThrow('Connection terminated');
  expect(await backend(db)).not.toBe(before);
});

test('what a transaction had done when its connection fell silent is not committed by the next one', async () => {
  const { db, other } = await openWith({ silenceMs: 300 });
  const broken = db.transaction().execute(async (trx) => {
    await trx.updateTable('cashier').set({ name: 'half done' }).execute();
    await sql`SELECT pg_sleep(60)`.execute(trx);
  });
  await expect(broken).rejects.toThrow();
  await db.transaction().execute((trx) => trx.selectFrom('cashier').select('id').execute());
  const names = await other.selectFrom('cashier').select('name').execute();
  expect(names.map(({ name }) => name)).not.toContain('half done');
});

test('a wait for a lock ends, and a slow statement ends', async () => {
  const { db, other } = await openWith({ lockWaitMs: 200, statementMs: 400 });
  await expect(sql`SELECT pg_sleep(60)`.execute(db)).rejects.toMatchObject({ code: '57014' });
  await other.transaction().execute(async (trx) => {
    await trx.selectFrom('cashier').select('id').forUpdate().execute();
    const waits = db.updateTable('cashier').set({ active: false }).execute();
    await expect(waits).rejects.toMatchObject({ code: '55P03' });
  });
});

test('a transaction that does not go on loses its locks, and the process lives', async () => {
  const { db, other } = await openWith({ idleInTransactionMs: 200 });
  const idle = db.transaction().execute(async (trx) => {
    await trx.updateTable('cashier').set({ name: 'half done' }).execute();
    await other.updateTable('cashier').set({ name: 'whole' }).execute();
  });
  await expect(idle).rejects.toThrow();
  const names = await db.selectFrom('cashier').select('name').execute();
  expect(new Set(names.map(({ name }) => name))).toEqual(new Set(['whole']));
});

test('a connection that the server ends in the middle of a transaction does not end the process', async () => {
  const { db, other } = await openWith({});
  const ended = db.transaction().execute(async (trx) => {
    const pid = await backend(trx);
    await sql`SELECT pg_terminate_backend(${pid}, 5000)`.execute(other);
    await new Promise((resolve) => setImmediate(resolve));
    await trx.selectFrom('cashier').select('id').execute();
  });
  await expect(ended).rejects.toThrow();
  expect(await backend(db)).toBeGreaterThan(0);
});
