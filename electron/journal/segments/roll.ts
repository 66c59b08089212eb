/**
 * SEG-3: closes the live segment and begins the next. Each step is durable before the one after it, and whatever a crash
 * leaves, `settleFiles` makes one live file of it again.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import type { SigningKey } from '../../keys/ed25519.ts';
import type { JournalPlaces } from '../journal-files.ts';
import type { OnPoint } from '../journal-limits.ts';
import type { OpenedChain } from '../verify/opening-check.ts';
import type { ChainOwner } from '../verify-chain.ts';
import { closeForGood, moveToSegments } from './close-live.ts';
import { makeNextFile } from './next-file.ts';
import { promote } from './settle-files.ts';

export type Roll = {
  readonly places: JournalPlaces;
  readonly owner: ChainOwner;
  readonly key: SigningKey;
  readonly moreSchemaSql: string;
  readonly chain: OpenedChain;
  readonly onPoint: OnPoint;
};

/** Closes `db` first. Throws what the disk says; on a full one before anything has moved. */
export function rollSegment(
  db: DatabaseSync,
  { places, owner, key, moreSchemaSql, chain, onPoint }: Roll,
): void {
  const moment = lastHead(db);
  const segment = {
    number: chain.start.number + 1,
    tip: chain.tip,
    lastDayClose: lastDayClose(db) ?? chain.start.lastDayClose,
    afterRevision: lastRevision(db),
  };
  db.close();
  const { state, hq } = chain;
  const next = { path: places.next, owner, key, moreSchemaSql, from: places.live };
  makeNextFile({ ...next, segment, state, hq, moment, continues: null });
  onPoint('roll.nextMade');
  closeForGood(places.live);
  onPoint('roll.liveClosed');
  moveToSegments(places);
  onPoint('roll.liveMoved');
  promote(places);
  onPoint('roll.nextMoved');
}

const lastHead = (db: DatabaseSync): EntryHead =>
  JSON.parse(db.prepare('SELECT head FROM entry ORDER BY seq DESC LIMIT 1').get()?.['head'] as string);

const lastRevision = (db: DatabaseSync): number =>
  (db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'change'").get()?.['seq'] as number) ?? 0;

const lastDayClose = (db: DatabaseSync): number | null =>
  db.prepare("SELECT max(seq) AS seq FROM entry WHERE kind = 'DAY_CLOSE'").get()?.['seq'] as number | null;
