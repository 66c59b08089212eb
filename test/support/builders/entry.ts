/** Heads and bodies as a till writes them, without a key: hashes here are only named, never verified. */
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type CashierId, type EntryId, type ShiftId, type TillId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import { ENTRY_VERSION, type EntryHead } from '../../../shared/ledger/entry.ts';

export const TILL = asId<TillId>('t-1');
export const hashOf = (seq: number): string => seq.toString(16).padStart(64, '0');
export const entryId = (n: number): EntryId =>
  asId<EntryId>(uuidV7(epochMs(1_790_000_000_000 + n), new Uint8Array(10).fill(n % 256)));

export const entryHead = (changes: Partial<EntryHead> = {}): EntryHead => {
  const seq = changes.seq ?? 1;
  return {
    v: ENTRY_VERSION,
    kind: 'SALE',
    till: TILL,
    epoch: 1,
    seq,
    prev: hashOf(seq - 1),
    id: entryId(seq),
    shift: asId<ShiftId>(entryId(999)),
    cashier: asId<CashierId>('c-ana'),
    parts: [],
    totals: null,
    programme: null,
    bodyHash: hashOf(0),
    atMs: epochMs(1_790_000_000_000 + seq),
    wallMs: epochMs(1_790_000_000_000 + seq),
    businessDate: asBusinessDate('2026-11-22'),
    hq: { logIndex: 0, timeMs: epochMs(0) },
    ...changes,
  };
};
