/** Which column is which. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hq } from '../../../server/hq.ts';
import { makeVerifier } from '../../../server/posting/verifier.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { testKeys } from '../../support/hq/test-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres/create-test-database.ts';
import { START_MS } from '../../support/till-chain.ts';
import { importInto, summary, tempFile } from './import-into.ts';

const A = { tax: 'A', 'dry-run': true };

let database: TestDatabase;
let hq: Hq;

// These files are read and never written, so that one database serves them all.
beforeAll(async () => {
  database = await createTestDatabase('demo');
  const { db } = database;
  hq = { db, keys: testKeys(), nowMs: () => epochMs(START_MS), verifier: makeVerifier(db, 0) };
});
afterAll(() => database.close());

test('IMP-7 a file without a needed column is refused with the columns seen', async () => {
  const said = await importInto(hq, 'products', tempFile('Артикул;Товарчик;Стоимость\n1;2;3\n'), A);
  expect(said.lines.slice(-2)).toEqual([
    'No column was found for: name, price. Columns seen: "Артикул", "Товарчик", "Стоимость".',
    'Say which they are, for example --map "name=COLUMN,price=COLUMN" (a header, or #1, #2 … for its place).',
  ]);
});

test('IMP-7 --map names them, by header or by place', async () => {
  const map = 'name=Товарчик, price=#3';
  const said = await importInto(hq, 'products', tempFile('Артикул;Товарчик;Стоимость, руб\n77001;Сыр;3\n'), {
    ...A,
    map,
  });
  expect(summary(said)).toBe('would be: added 1, changed 0, same 0, refused 0');
});

test('IMP-7 a file without a header is read by places alone', async () => {
  const map = 'code=#1,name=#2,price=#3';
  const said = await importInto(hq, 'products', tempFile('77001,Cheese,3\n77002,Milk,2\n'), { ...A, map });
  expect(summary(said)).toBe('would be: added 2, changed 0, same 0, refused 0');
});

test.each([
  ['cod;denumire;pret;pret\n1;2;3;4\n', 'Two columns have the same header for: price.'],
  ['cod;denumire;pret\n', 'The file has a header and no rows below it.'],
  ['\n \n;;\n', 'The file has no rows.'],
])('IMP-7 %j is refused: %s', async (content, words) => {
  const said = await importInto(hq, 'products', tempFile(content), A);
  expect(said.lines.join('\n')).toContain(words);
});

test.each([
  ['prise=#1', '--map knows no field "prise" here. There are: code, name, price, category, unit, tax, tags.'],
  ['price', '--map takes field=Column pairs, not "price".'],
  ['price=#0', '--map: columns are counted from #1 to #500.'],
])('IMP-7 --map %s is refused', async (map, words) => {
  const said = await importInto(hq, 'products', tempFile('cod;denumire;pret\n1;2;3\n'), { ...A, map });
  expect(said.lines.at(-1)).toBe(words);
});

test('IMP-7 without a column for taxes one must be named', async () => {
  const said = await importInto(hq, 'products', tempFile('cod;denumire;pret\n1;2;3\n'));
  expect(said.lines.at(-1)).toContain('one for all goods with --tax: A (20 %), B (8 %).');
});

test('IMP-7 a header that stands there twice cannot be named by its words', async () => {
  const file = tempFile('cod;denumire;Suma;Suma\n77001;Unu;1;2\n');
  const said = await importInto(hq, 'products', file, { ...A, map: 'price=Suma' });
  expect(said.lines.join('\n')).toContain('Two columns have the same header for: price.');
  expect(summary(await importInto(hq, 'products', file, { ...A, map: 'price=#4' }))).toMatch(/added 1/);
});

test('IMP-4 what is shown of a file cannot command the terminal', async () => {
  const file = tempFile('cod;denumire\u001b[2J;pret\n77001;Un\u001b[31mu;1\n');
  const said = await importInto(hq, 'products', file, { ...A, map: 'name=#2' });
  expect(said.lines.join('\n')).not.toContain('\u001b');
  expect(said.lines).toContain('line 2: "denumire [2J" (Un\ufffd[31mu) has control characters');
});
