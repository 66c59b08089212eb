/** ADR 0011: what the simulation proves on the book in memory holds for the tables, because both say the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sameLedger } from '../support/ledger/same-ledger.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres/create-test-database.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const COMMANDS = 100;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test.each(SEEDS)('LED-1 PostgreSQL and memory keep the same ledger, seed %i', async (seed) => {
  const { differences, movements } = await sameLedger(database.db, seed, COMMANDS);
  expect(differences).toEqual([]);
  expect(movements).toBeGreaterThan(COMMANDS / 2);
});
