/**
 * Who is using the database that HQ brings along. Every command holds one connection with a shared lock for as long as
 * it runs, so the last one to leave knows that it is the last, and nobody stops the server under another's feet.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

export type Presence = {
  /** True when nobody else is left on the server; then it may be stopped, under the folder's lock. */
  readonly leave: () => Promise<boolean>;
};

const PRESENCE_LOCK = 7004;
const AGAIN_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A pool's connections end a moment after the pool. */
const ENDING_TRIES = 40;
const ENDING_PAUSE_MS = 50;

/** Starts a server that is down, unless `isWanted` has become false meanwhile. */
export type Revive = (isWanted: () => boolean) => Promise<void>;

/** Call it under the folder's lock, so that nobody is leaving meanwhile. */
export async function announcePresence(url: string, revive: Revive): Promise<Presence> {
  let client: Client | null = await present(url, lost);
  let left = false;

  /** After a crash of the server alone it is started again, and presence is announced anew as soon as it answers. */
  function lost(): void {
    client = null;
    if (left) return;
    const again = async (): Promise<void> => {
      while (client === null && !left) {
        await delay(AGAIN_MS, undefined, { ref: false });
        const found = await present(url, lost).catch(() => null);
        if (found === null) await revive(() => !left).catch(() => undefined);
        if (left) await found?.end().catch(() => undefined);
        else client = found;
      }
    };
    void again();
  }

  return {
    leave: async () => {
      left = true;
      const own = client ?? (await present(url, () => undefined).catch(() => null));
      if (!own) return false;
      try {
        return await isAlone(own);
      } catch {
        return false;
      } finally {
        await own.end().catch(() => undefined);
      }
    },
  };
}

async function present(url: string, lost: () => void): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'puncta-presence',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('SELECT pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
  client.once('end', lost);
  return client;
}

/** No other command, and nobody else either, be it an operator's own session. */
async function isAlone(client: Client): Promise<boolean> {
  await client.query('SELECT pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
  const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
    PRESENCE_LOCK,
  ]);
  if (rows[0]?.last !== true) return false;
  for (let tries = 0; tries < ENDING_TRIES; tries += 1) {
    if ((await others(client)) === 0) return true;
    await delay(ENDING_PAUSE_MS);
  }
  return false;
}

async function others(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? 0;
}
