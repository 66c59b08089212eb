/** One HQ serves one database: what it remembers of nonces would not hold for two. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { OperatorError } from '../operator-error.ts';

const SERVER_LOCK = 7003;
/** A killed predecessor's connection is noticed at once; a stopping one needs a moment. */
const TRIES = 20;
const PAUSE_MS = 200;

/** Holds the lock until the returned function is called or the process ends. */
export async function lockServer(url: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url, application_name: 'puncta-hq-lock' });
  client.on('error', () => undefined);
  await client.connect();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${SERVER_LOCK}) AS taken`,
    );
    if (rows[0]?.taken) return () => client.end();
    await delay(PAUSE_MS);
  }
  await client.end();
  throw new OperatorError('Another HQ is already serving this database. Stop it first.');
}
