/** HQ's own chain, a page at a time: numbers without gaps, links, hashes and signatures (PST-4). */
import { sql } from 'kysely';
import { signatureHolds } from '../crypto/ed25519.ts';
import type { Hq } from '../hq.ts';
import { logGenesis, recordHash } from '../posting/hq-log.ts';
import { type ReadRecord, readRecord } from '../posting/log-record.ts';
import type { Findings } from './findings.ts';
import { pagesOf, type Reader } from './pages.ts';

export const LOG_PAGE = 1000;

type Row = {
  readonly log_index: number;
  readonly kind: string;
  readonly ref: string;
  readonly record: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly sig: string | null;
  readonly at_ms: number;
};

/** Records in their order; one that cannot be read is reported and left out. */
export async function* walkLog(
  db: Reader,
  { signing }: Pick<Hq['keys'], 'signing'>,
  findings: Findings,
): AsyncGenerator<readonly ReadRecord[]> {
  let tip = logGenesis(signing.publicKey);
  let signed = true;
  for await (const rows of logPages(db)) {
    const records: ReadRecord[] = [];
    for (const row of rows) {
      const name = `log ${row.log_index}`;
      const record = readRecord(row.record);
      const follows = record?.index === tip.logIndex + 1 && row.log_index === record.index;
      if (!record || !follows || record.prev !== tip.hash || row.prev_hash !== tip.hash)
        findings.add(`${name}: does not follow`);
      if (record && (record.kind !== row.kind || record.ref !== row.ref || record.atMs !== row.at_ms))
        findings.add(`${name}: its columns are not those of its record`);
      const hash = recordHash(row.record);
      if (hash !== row.hash) findings.add(`${name}: altered`);
      if (row.sig !== null && !signatureHolds({ publicKey: signing.publicKey, hash: row.hash, sig: row.sig }))
        findings.add(`${name}: wrong signature`);
      signed = row.sig !== null;
      tip = { logIndex: row.log_index, hash: row.hash };
      if (record) records.push(record);
    }
    yield records;
  }
  if (!signed) findings.add('the log ends without a signature');
}

const logPages = (db: Reader) =>
  pagesOf<Row>(
    db,
    LOG_PAGE,
    (after, limit) => sql<Row>`
      SELECT log_index, kind, ref, record, prev_hash, hash, sig, at_ms FROM hq_log
      WHERE log_index > ${after?.log_index ?? 0} ORDER BY log_index LIMIT ${limit}`,
  );
