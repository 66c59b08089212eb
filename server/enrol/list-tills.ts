/** What an operator wants to see of every till: its present epoch, how far HQ has it, and what waits for a person. */
import { sql } from 'kysely';
import type { StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { Hq } from '../hq.ts';

export const MAX_LISTED_TILLS = 1_000;

export type ListedTill = {
  readonly till: TillId;
  readonly name: string;
  readonly store: StoreId;
  readonly epoch: number;
  /** `suspended`: HQ knows two histories of it. `revoked`: it gets nothing more, and what it sends is kept. */
  readonly state: 'current' | 'suspended' | 'revoked';
  /** Null until it was heard of. */
  readonly heardAt: Date | null;
  readonly watermark: number;
  /** Entries outside its chains, in all its epochs: of other histories, and after gaps. */
  readonly forks: number;
  readonly afterGaps: number;
  /** What waits for a person, in all its epochs. */
  readonly waiting: number;
};

export async function listTills({ db }: Pick<Hq, 'db'>): Promise<readonly ListedTill[]> {
  const { rows } = await sql<ListedTill>`
    SELECT till.id AS till, till.name, till.store_id AS store, till.epoch, contact.at AS "heardAt",
      CASE WHEN chain.revoked_at_ms IS NOT NULL THEN 'revoked'
           WHEN chain.suspended THEN 'suspended' ELSE 'current' END AS state,
      chain.wm AS watermark,
      (SELECT count(*)::int FROM fork_evidence AS kept WHERE kept.till = till.id AND reason <> 'after-gap') AS forks,
      (SELECT count(*)::int FROM fork_evidence AS kept WHERE kept.till = till.id AND reason = 'after-gap') AS "afterGaps",
      (SELECT count(*)::int FROM quarantine WHERE quarantine.till = till.id AND resolved_at_ms IS NULL) AS waiting
    FROM till JOIN chain ON chain.till = till.id AND chain.epoch = till.epoch
    LEFT JOIN till_contact AS contact ON contact.till = till.id
    ORDER BY till.store_id, till.number LIMIT ${MAX_LISTED_TILLS}`.execute(db);
  return rows;
}
