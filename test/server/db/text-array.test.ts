import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { textArray } from '../../../server/db/text-array.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';

test('texts arrive in the database exactly as they were', async () => {
  const { db } = await testDatabase();
  const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { minLength: 1, maxLength: 20 }), async (values) => {
      const { rows } = await sql<{ back: readonly (string | null)[] }>`
        SELECT ${textArray(values)}::text[] AS back`.execute(db);
      expect(rows[0]?.back).toEqual(values);
    }),
    { numRuns: 200 },
  );
});
