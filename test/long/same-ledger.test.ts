/** The same as in test/integration, for more and longer histories; how much of what happened in them is printed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sameLedger } from '../support/ledger/same-ledger.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres/create-test-database.ts';

const FIRST_SEED = 1001;
const SEEDS = 200;
const COMMANDS = 150;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('LED-1 PostgreSQL and memory keep the same ledger over 200 histories', async () => {
  const counts = { commands: 0, movements: 0, lines: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    const { differences, commands, movements, lines } = await sameLedger(database.db, seed, COMMANDS);
    expect(differences, `seed ${seed}`).toEqual([]);
    counts.commands += commands;
    counts.movements += movements;
    counts.lines += lines.size;
  }
  console.log(`the same ledger, seeds ${FIRST_SEED} on: ${JSON.stringify(counts)}`);
  expect(counts.commands).toBeGreaterThanOrEqual(SEEDS * COMMANDS);
});
