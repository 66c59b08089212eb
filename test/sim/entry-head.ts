import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { asId, type EntryId, type TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';

/** A TICK at this place of a chain. */
export const entryHead = ({ till, seq, prev }: { till: TillId; seq: number; prev: string }): EntryHead => ({
  v: 1,
  kind: 'TICK',
  till,
  epoch: 1,
  seq,
  prev,
  id: asId<EntryId>(`entry-${seq}`),
  shift: null,
  cashier: null,
  parts: [],
  totals: null,
  programme: null,
  bodyHash: '',
  atMs: seq as EpochMs,
  wallMs: seq as EpochMs,
  businessDate: '2026-01-05' as BusinessDate,
  hq: { logIndex: 0, timeMs: 0 as EpochMs },
});
