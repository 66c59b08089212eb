/** A kept entry's receipt, for paper and for the screen. The member's label is read beside it and never stored in it. */
import type { ReceiptView } from '../../shared/ipc/views.ts';
import { assert } from '../../shared/kernel/assert.ts';
import type { EntryId } from '../../shared/kernel/ids.ts';
import { composeSaleReceipt } from '../../shared/receipt/compose-sale-receipt.ts';
import type { Receipt } from '../../shared/receipt/model.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import { defaultProfile } from '../printer/encode/profile.ts';
import { renderReceiptBytes } from '../printer/render-receipt.ts';
import type { PrintableJob, RenderRequest } from '../printer/spool-port.ts';
import { hash8 } from './hash8.ts';

/** Null for an entry that has no receipt. */
export function receiptView(entries: EntryReader, entryId: EntryId): Omit<ReceiptView, 'copies'> | null {
  const kept = entries.byId(entryId);
  if (kept?.body.kind === 'SALE') {
    const receipt = composeSaleReceipt({ parts: kept.head.parts, body: kept.body });
    return { receipt, memberLabel: kept.body.seen.member?.label ?? null, hash8: hash8(kept.hash) };
  }
  if (kept?.body.kind !== 'SHIFT_CLOSE') return null;
  return { receipt: kept.body.report as Receipt, memberLabel: null, hash8: hash8(kept.hash) };
}

export function renderJob(entries: EntryReader, { entryId, copy }: RenderRequest): PrintableJob {
  const view = receiptView(entries, entryId);
  assert(view, 'a print job is of an entry with a receipt');
  const { receipt, memberLabel, hash8: witness } = view;
  const facts = { memberLabel, copy, training: false, hash8: witness };
  return { bytes: renderReceiptBytes(receipt, facts, defaultProfile) };
}
