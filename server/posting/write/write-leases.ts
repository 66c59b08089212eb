/** Leases as they are afterwards; a new one with the grant that HQ signed. */
import { sql, type Transaction } from 'kysely';
import type { LeaseId } from '../../../shared/kernel/ids.ts';
import type { Lease } from '../../../shared/lease/lease.ts';
import { columnArrays, insertMany } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import type { PlacedChanges } from './placed-changes.ts';

type Trx = Transaction<Database>;

/** `wasThere` tells leases that have rows from those that are granted here. */
export async function writeLeases(
  trx: Trx,
  placed: readonly PlacedChanges[],
  wasThere: (lease: LeaseId) => boolean,
): Promise<void> {
  const after = new Map<LeaseId, Lease & { readonly closed: number | null }>();
  for (const { changes, logIndex } of placed)
    for (const lease of changes.leases)
      after.set(lease.id, {
        ...lease,
        closed: isOver(lease) ? (after.get(lease.id)?.closed ?? logIndex) : null,
      });
  if (after.size === 0) return;
  await insertGranted(trx, placed, { after, wasThere });
  const rows = [...after.values()]
    .filter(({ id }) => wasThere(id))
    .map(({ id, state, guaranteed, closed }) => ({ id, state, guaranteed, closed }));
  if (rows.length === 0) return;
  const columns = { id: 'text', state: 'text', guaranteed: 'bigint', closed: 'bigint' } as const;
  await sql`
    UPDATE lease SET state = moved.state, guaranteed = moved.guaranteed,
      closed_log_index = coalesce(lease.closed_log_index, moved.closed)
    FROM unnest(${columnArrays(columns, rows)}) AS moved (id, state, guaranteed, closed)
    WHERE lease.id = moved.id`.execute(trx);
}

const isOver = ({ state }: Lease): boolean => state === 'CLOSED' || state === 'WRITTEN_OFF';

type After = ReadonlyMap<LeaseId, Lease & { readonly closed: number | null }>;

async function insertGranted(
  trx: Trx,
  placed: readonly PlacedChanges[],
  { after, wasThere }: { readonly after: After; readonly wasThere: (lease: LeaseId) => boolean },
): Promise<void> {
  const rows = placed.flatMap(({ changes, grant, logIndex, atMs }) => {
    const [first] = changes.leases;
    if (!grant || !first || wasThere(first.id)) return [];
    const lease = after.get(first.id) ?? { ...first, closed: null };
    return [
      {
        id: lease.id,
        owner: lease.owner,
        asset: lease.asset,
        store_id: lease.store,
        holder_till: lease.holder.till,
        epoch: lease.holder.epoch,
        amount: lease.amount,
        state: lease.state,
        expires_at_ms: lease.expiresAtMs,
        guaranteed: lease.guaranteed,
        intent: lease.intent,
        granted_at_ms: atMs,
        granted_log_index: logIndex,
        closed_log_index: lease.closed,
        grant_document: grant.document,
        grant_sig: grant.sig,
      },
    ];
  });
  await insertMany(trx, { table: 'lease', columns: LEASE_COLUMNS, rows });
}

const LEASE_COLUMNS = {
  id: 'text',
  owner: 'text',
  asset: 'text',
  store_id: 'text',
  holder_till: 'text',
  epoch: 'int',
  amount: 'bigint',
  state: 'text',
  expires_at_ms: 'bigint',
  guaranteed: 'bigint',
  intent: 'text',
  granted_at_ms: 'bigint',
  granted_log_index: 'bigint',
  closed_log_index: 'bigint',
  grant_document: 'text',
  grant_sig: 'text',
} as const;
