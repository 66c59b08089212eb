/** SEG-8: a journal that an earlier program made gets what it lacks, in one transaction, and loses nothing. */
import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { hqStateGuard, UNHEARD } from './hq-state.ts';
import { JOURNAL_SCHEMA, JOURNAL_SCHEMA_SQL } from './journal-schema.ts';
import { rowGuard } from './row-guard.ts';
import { FIRST_SEGMENT } from './verify/file-start.ts';
import { type ChainOwner, genesisTip } from './verify-chain.ts';

/** Inside an exclusive transaction, on a file that has been verified. */
export function bringForward(db: DatabaseSync, owner: ChainOwner): void {
  const schema = db.prepare('SELECT schema FROM owner').get()?.['schema'];
  if (schema === 1) fromFirstSchema(db, owner);
  else db.exec(JOURNAL_SCHEMA_SQL);
}

function fromFirstSchema(db: DatabaseSync, owner: ChainOwner): void {
  db.exec(`
    ALTER TABLE acknowledgement ADD COLUMN guard TEXT NOT NULL DEFAULT '';
    ALTER TABLE open_basket ADD COLUMN guard TEXT NOT NULL DEFAULT '';
    ALTER TABLE hq_word ADD COLUMN hq_epoch INTEGER NOT NULL DEFAULT ${UNHEARD.hqEpoch};
    ALTER TABLE hq_word ADD COLUMN guard TEXT NOT NULL DEFAULT '';
    DROP TRIGGER entry_in_order;
    ${JOURNAL_SCHEMA_SQL}
  `);
  putSegment(db, { number: FIRST_SEGMENT, tip: genesisTip(owner), lastDayClose: 0, afterRevision: 0 });
  guardRows(db);
  db.prepare('UPDATE owner SET schema = ?').run(JOURNAL_SCHEMA);
}

export type SegmentRow = {
  readonly number: number;
  readonly tip: { readonly seq: number; readonly hash: string; readonly atMs: EpochMs };
  readonly lastDayClose: number;
  readonly afterRevision: number;
};

export function putSegment(db: DatabaseSync, { number, tip, lastDayClose, afterRevision }: SegmentRow): void {
  db.prepare('INSERT INTO segment VALUES (1, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)').run(
    number,
    tip.seq,
    tip.hash,
    tip.atMs,
    lastDayClose,
    afterRevision,
  );
}

function guardRows(db: DatabaseSync): void {
  const acknowledged = db.prepare(
    'SELECT seq, id, log_index AS logIndex FROM acknowledgement JOIN entry USING (seq)',
  );
  const guardAck = db.prepare('UPDATE acknowledgement SET guard = ? WHERE seq = ?');
  for (const row of acknowledged.all() as { seq: number; id: string; logIndex: number }[])
    guardAck.run(rowGuard(row.id, row.logIndex), row.seq);
  const word = db.prepare('SELECT log_index AS logIndex, time_ms AS timeMs FROM hq_word').get() as
    | { logIndex: number; timeMs: EpochMs }
    | undefined;
  if (word !== undefined)
    db.prepare('UPDATE hq_word SET guard = ?').run(hqStateGuard({ ...word, hqEpoch: UNHEARD.hqEpoch }));
  const basket = db.prepare('SELECT id, basket FROM open_basket').get();
  if (basket !== undefined)
    db.prepare('UPDATE open_basket SET guard = ?').run(
      rowGuard(basket['id'] as string, basket['basket'] as string),
    );
}
