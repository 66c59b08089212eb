/**
 * So many tries per minute and network, counted over all HQ processes. Guessing an enrolment code is hopeless; this
 * keeps it quiet too. A network is one IPv4 address, or the 64 bits that one IPv6 customer is given.
 */
import { isIP } from 'node:net';
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';

export const ENROL_TRIES_PER_MINUTE = 10;
const WINDOW_SECONDS = 60;

export async function mayTryToEnrol(db: Db, address: string): Promise<boolean> {
  const { rows } = await sql<{ tries: number }>`
    INSERT INTO enrol_try AS known (network) VALUES (${networkOf(address)}::cidr)
    ON CONFLICT (network) DO UPDATE SET
      tries = CASE WHEN ${isOver('known')} THEN 1 ELSE least(known.tries + 1, ${ENROL_TRIES_PER_MINUTE + 1}) END,
      since = CASE WHEN ${isOver('known')} THEN statement_timestamp() ELSE known.since END
    RETURNING tries`.execute(db);
  return (rows[0]?.tries ?? 0) <= ENROL_TRIES_PER_MINUTE;
}

/** Forgets at most `limit` networks whose minute is over, and says how many. */
export async function forgetEnrolTries(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM enrol_try WHERE network = ANY(ARRAY(
      SELECT network FROM enrol_try WHERE ${isOver('enrol_try')} LIMIT ${limit} FOR UPDATE SKIP LOCKED))`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}

const isOver = (table: string) =>
  sql`statement_timestamp() - ${sql.ref(`${table}.since`)} >= make_interval(secs => ${WINDOW_SECONDS})`;

/** An address that is none (a proxy may pass on anything) counts together with all others that are none. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 4) return `${plain}/32`;
  return isIP(plain) === 6 ? `${firstHalf(plain)}::/64` : '0.0.0.0/32';
}

/** The first four groups of an IPv6 address, written out. */
function firstHalf(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}
