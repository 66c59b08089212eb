/**
 * REQ-1: a nonce works once for the whole of HQ, whichever process it reaches. Nonces lie in an unlogged table and are
 * forgotten after a day, or when the database recovers from a crash. Every write that a till may repeat is harmless
 * anyway (PSH-2), so this guards answers against whoever recorded a request.
 */
import { sql } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';
import type { Db } from '../db/connect.ts';

export const NONCE_HOURS = 24;

/** False when the nonce was taken before. */
export async function takeNonce(db: Db, till: TillId, nonce: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO request_nonce (till, nonce) VALUES (${till}, ${nonce}) ON CONFLICT DO NOTHING`.execute(db);
  return numAffectedRows === 1n;
}

/** Forgets at most `limit` nonces that are old enough, and says how many. Rows that another process is at are left. */
export async function forgetNonces(db: Db, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM request_nonce WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM request_nonce WHERE taken_at < statement_timestamp() - make_interval(hours => ${NONCE_HOURS})
      ORDER BY taken_at LIMIT ${limit} FOR UPDATE SKIP LOCKED))`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
