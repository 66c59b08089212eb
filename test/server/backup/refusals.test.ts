/** Files that are no backup of this HQ, or no longer: each is refused in words, and the empty database stays empty. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { type Manifest, readManifest, signedManifest } from '../../../server/backup/manifest.ts';
import { openBackup, requireWhole } from '../../../server/backup/open-backup.ts';
import { restoreBackup } from '../../../server/backup/restore-backup.ts';
import { signingKey } from '../../../server/crypto/ed25519.ts';
import { OperatorError } from '../../../server/operator-error.ts';
import { generator } from '../../e2e/demo/day-plan.ts';
import { backUp, backupPlace, restore } from '../../support/backup/backup-shop.ts';
import { goodsOf } from '../../support/hq/demo-shop.ts';
import { openShop } from '../../support/hq/open-shop.ts';
import { pushEntries } from '../../support/hq/signed-call.ts';
import type { TestHq } from '../../support/hq/test-hq.ts';
import { testKeys } from '../../support/hq/test-keys.ts';
import { testDatabase } from '../../support/postgres/create-test-database.ts';
import { seedFrom } from '../../support/till-chain.ts';

const LONG_MS = 60_000;
const FLIPS = 200;
const CUTS = 40;
const SEED = 4_711;
const OWN = testKeys().signing.publicKey;

async function tradedShop(): Promise<{ shop: TestHq; out: string; bytes: Buffer }> {
  const { shop, till, member } = await openShop();
  for (let sales = 0; sales < 3; sales += 1) till.sale({ products: goodsOf('dairy', 3), member });
  await pushEntries(shop.app, till);
  const out = backupPlace();
  await backUp(shop, out);
  return { shop, out, bytes: readFileSync(out) };
}

/** 'whole' when every table is as it was signed. */
async function judge(path: string, publicKey = OWN): Promise<string> {
  try {
    const backup = await openBackup(path, publicKey);
    await requireWhole(backup, path).finally(() => backup.close());
    return 'whole';
  } catch (fault) {
    if (!(fault instanceof OperatorError)) throw fault;
    return fault.message;
  }
}

test(`OPS-5 ${FLIPS} flipped bits: refused in words, or of no meaning; never silently another content (seed ${SEED})`, {
  timeout: LONG_MS,
}, async () => {
  const { out, bytes } = await tradedShop();
  const random = generator(SEED);
  const verdicts = { refused: 0, whole: 0 };
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const changed = Buffer.from(bytes);
    const at = Math.floor(random() * bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(out, changed);
    const verdict = await judge(out);
    verdicts[verdict === 'whole' ? 'whole' : 'refused'] += 1;
    expect(verdict).not.toMatch(/undefined|\n\s+at /);
  }
  expect(verdicts.refused + verdicts.whole).toBe(FLIPS);
  expect(verdicts.refused).toBeGreaterThan(FLIPS * 0.9);
});

test(`OPS-5 ${CUTS} files cut short are refused (seed ${SEED})`, { timeout: LONG_MS }, async () => {
  const { out, bytes } = await tradedShop();
  const random = generator(SEED);
  for (let cut = 0; cut < CUTS; cut += 1) {
    const length = cut < 4 ? cut : Math.floor(random() * bytes.length);
    writeFileSync(out, bytes.subarray(0, length));
    expect(await judge(out)).toContain('is no backup of HQ, or its end was cut off.');
  }
});

/** The same parts with another manifest. */
async function forge(
  out: string,
  change: (manifest: Manifest) => Manifest,
  seed = seedFrom('hq'),
): Promise<string> {
  const backup = await openBackup(out, null);
  const forged = backupPlace();
  const zip = new ZipFile();
  for (const table of backup.manifest.tables) {
    const pieces: Buffer[] = [];
    for await (const piece of await backup.table(table)) pieces.push(piece as Buffer);
    zip.addBuffer(Buffer.concat(pieces), `tables/${table.name}.copy`);
  }
  backup.close();
  zip.addBuffer(Buffer.from(signedManifest(change(backup.manifest), signingKey(seed))), 'manifest.json');
  zip.end();
  const written: Buffer[] = [];
  for await (const piece of zip.outputStream) written.push(piece as Buffer);
  writeFileSync(forged, Buffer.concat(written));
  return forged;
}

const stranger = signingKey(seedFrom('another hq')).publicKey;

const forgeries: readonly {
  readonly name: string;
  readonly change: (manifest: Manifest) => Manifest;
  readonly seed?: string;
  readonly says: string;
}[] = [
  {
    name: 'of another HQ',
    change: (manifest) => ({ ...manifest, hqPublicKey: stranger }),
    seed: seedFrom('another hq'),
    says: 'belongs to another HQ: the key file at hand is not the one it was made with.',
  },
  {
    name: 'signed by a stranger in the name of this HQ',
    change: (manifest) => manifest,
    seed: seedFrom('another hq'),
    says: 'its manifest is not as it was signed',
  },
  {
    name: 'of a newer format',
    change: (manifest) => ({ ...manifest, version: 2 as 1 }),
    says: 'was made by a newer release (format 2). Restore it with that release.',
  },
  {
    name: 'of a newer schema',
    change: (manifest) => ({ ...manifest, migrations: [...manifest.migrations, '9999-future'] }),
    says: 'was made by a newer release (9999-future). Restore it with that release.',
  },
  {
    name: 'of a schema that nobody had',
    change: (manifest) => ({ ...manifest, migrations: manifest.migrations.slice(1) }),
    says: 'holds a schema that no release of Puncta had.',
  },
  {
    name: 'without one of its tables',
    change: (manifest) => ({
      ...manifest,
      tables: [
        ...manifest.tables,
        { name: 'more', columns: ['id'], rows: 0, bytes: 0, sha256: '0'.repeat(64) },
      ],
    }),
    says: 'tables/more.copy is missing',
  },
  {
    name: 'with a part too many',
    change: (manifest) => ({ ...manifest, tables: manifest.tables.slice(1) }),
    says: 'it has a part too many',
  },
];

test.each(forgeries)(
  'OPS-5 a backup $name is refused',
  { timeout: LONG_MS },
  async ({ change, seed, says }) => {
    const { out } = await tradedShop();
    expect(await judge(await forge(out, change, seed))).toContain(says);
  },
);

test('OPS-5 what is no zip file, no backup or no file is called so', { timeout: LONG_MS }, async () => {
  const place = backupPlace();
  expect(await judge(place)).toContain('There is no file');
  expect(await judge(dirname(place))).toContain('cannot be read (EISDIR).');
  writeFileSync(place, 'PK? Not at all, but longer than the end of any zip file would be.');
  expect(await judge(place)).toContain('is no backup of HQ');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('{}'), 'other.json');
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  writeFileSync(place, Buffer.concat(pieces));
  expect(await judge(place)).toContain('is a zip file, but no backup of HQ.');
});

const relations = async (db: Awaited<ReturnType<typeof testDatabase>>['db']): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM pg_class WHERE relnamespace = 'public'::regnamespace`.execute(db);
  return rows[0]?.count ?? -1;
};

test('OPS-5 a ledger that does not verify is not restored: the empty database has not even a schema', {
  timeout: LONG_MS,
}, async () => {
  const { shop, till, member } = await openShop();
  till.sale({ products: goodsOf('dairy', 3), member });
  await pushEntries(shop.app, till);
  await sql`UPDATE account SET balance = balance + 1 WHERE member_id = ${member.id}`.execute(shop.hq.db);
  const out = backupPlace();
  await backUp(shop, out);
  const bare = await testDatabase('bare');
  await expect(restoreInto(bare.url, shop, out)).rejects.toThrow(
    /does not verify; nothing was restored.\ndiffers: account a:/,
  );
  expect(await relations(bare.db)).toBe(0);
});

test('OPS-5 rows that are none leave the empty database empty', { timeout: LONG_MS }, async () => {
  const { shop, out } = await tradedShop();
  const bare = await testDatabase('bare');
  const wrong = await forge(out, (manifest) => ({
    ...manifest,
    tables: manifest.tables.map((table) =>
      table.name === 'store' ? { ...table, columns: table.columns.toReversed() } : table,
    ),
  }));
  await expect(restoreInto(bare.url, shop, wrong)).rejects.toThrow('the rows of store are not rows of it');
  expect(await relations(bare.db)).toBe(0);
});

test('OPS-5 a database with rows, or one that is served, takes no backup', { timeout: LONG_MS }, async () => {
  const { shop, out } = await tradedShop();
  await expect(restoreInto(shop.url, shop, out)).rejects.toThrow(
    'The database is not empty (there are rows in',
  );
  const empty = await testDatabase('empty');
  await sql`SELECT 1`.execute(empty.db);
  await expect(restoreInto(empty.url, shop, out)).rejects.toThrow('An HQ is serving this database.');
});

test('OPS-5 a schema without rows takes a backup too', { timeout: LONG_MS }, async () => {
  const { shop, out } = await tradedShop();
  expect((await restore(shop, out, { template: 'empty' })).restored.records).toBe(184);
});

test('a manifest of another kind of file is none', () => {
  expect(readManifest('{}')).toEqual({ kind: 'unreadable' });
  expect(readManifest('')).toEqual({ kind: 'unreadable' });
});

async function restoreInto(url: string, { hq }: TestHq, path: string): Promise<unknown> {
  const backup = await openBackup(path, null);
  return restoreBackup({ url, keys: hq.keys, backup, path, nowMs: hq.nowMs() }).finally(() => backup.close());
}
