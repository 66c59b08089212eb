/** Opens HQ's parts in order and closes them in the reverse one: keys, database server, schema, identity. */
import { resolve } from 'node:path';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { type ConnectionLimits, type Connections, connect, connectCounted, type Db } from '../db/connect.ts';
import { requireDurable } from '../db/durability.ts';
import { openEmbedded } from '../db/embedded/open-embedded.ts';
import { migrate } from '../db/migrate.ts';
import type { Hq } from '../hq.ts';
import { type HqKeys, loadKeys } from '../keys/key-file.ts';
import { OperatorError } from '../operator-error.ts';
import { makeVerifier } from '../posting/verifier.ts';

export type OpenOptions = {
  /** Holds the key file, and the embedded database unless `databaseUrl` is given. */
  readonly folder: string;
  readonly databaseUrl?: string;
  /** Lets a database run that may lose acknowledged entries. For development only. */
  readonly allowNoFsync?: boolean;
  /** For whoever serves tills; commands may take their time. */
  readonly limits?: ConnectionLimits;
  readonly say?: (line: string) => void;
};

export type OpenedHq = {
  readonly hq: Hq;
  readonly url: string;
  readonly connections: () => Connections;
  /** Migrations that this start has done. */
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
};

export async function openHq(options: OpenOptions): Promise<OpenedHq> {
  const folder = resolve(options.folder);
  const keys = loadKeys(folder);
  const { db, url, connections, close: closeDatabase } = await openDatabase({ ...options, folder });
  const verifier = makeVerifier(db);
  const close = async (): Promise<void> => {
    await verifier.close();
    await closeDatabase();
  };
  try {
    const migrated = await migrateUnlimited(url);
    await requireOwnDatabase(db, keys);
    return { hq: { db, keys, nowMs: systemTime, verifier }, url, connections, migrated, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

export type OpenedDatabase = Pick<OpenedHq, 'url' | 'connections' | 'close'> & { readonly db: Db };

/** The database alone, whatever stands in it: it answers, and what it acknowledges is durable. */
export async function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  const folder = resolve(options.folder);
  const embedded = options.databaseUrl
    ? null
    : await openEmbedded({ folder, ...(options.say && { say: options.say }) });
  const url = embedded?.url ?? options.databaseUrl ?? '';
  const { db, connections } = connectCounted(url, options.limits);
  const close = async (): Promise<void> => {
    await db.destroy();
    await embedded?.stop();
  };
  try {
    await requireReachable(db);
    if (!options.allowNoFsync) await requireDurable(db);
    return { db, url, connections, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

const systemTime = (): EpochMs => epochMs(Date.now());

/** A migration of many rows takes longer than any till would wait. */
async function migrateUnlimited(url: string): Promise<readonly string[]> {
  const db = connect(url);
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function requireReachable(db: Db): Promise<void> {
  try {
    await db.connection().execute(async () => undefined);
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string };
    throw new OperatorError(`The database does not answer (${message || code}).`, { cause });
  }
}

/** The first start binds database and key file; with another key file, nothing in it could be read or signed. */
async function requireOwnDatabase(db: Db, { signing }: HqKeys): Promise<void> {
  await db
    .insertInto('hq_identity')
    .values({ id: 1, public_key: signing.publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { public_key } = await db.selectFrom('hq_identity').select('public_key').executeTakeFirstOrThrow();
  if (public_key !== signing.publicKey)
    throw new OperatorError(
      'This database belongs to another key file. Start HQ with the folder that holds it.',
    );
}
