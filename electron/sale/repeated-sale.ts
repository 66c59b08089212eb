/**
 * JRN-3: a basket is committed at most once. When the answer to a commit was lost (a crash, a reload of the window), the
 * same basket gets its sale again; a paid basket with other goods or money in it is refused.
 */
import type { SaleDone, SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { canonicalText } from '../../shared/kernel/canonical-json.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { SaleBody } from '../../shared/ledger/body.ts';
import type { Payment } from '../../shared/loyalty/seen/seen.ts';
import { composeSaleReceipt } from '../../shared/receipt/compose-sale-receipt.ts';
import type { EntryReader, KeptEntry } from '../journal/read-entries.ts';
import { hash8 } from './hash8.ts';

type Asked = Pick<SaleDraft, 'claims' | 'coupons' | 'payment'>;

/** Null for a basket that was never committed. */
export function repeatedSale(entries: EntryReader, draft: SaleDraft): Result<SaleDone> | null {
  const kept = entries.byId(draft.basketId);
  if (kept === null) return null;
  const sale = kept.body.kind === 'SALE' && sameSale(kept.body, draft) ? kept.body : null;
  return sale ? ok(doneAgain(kept, sale)) : fail(failure('SALE-DONE'));
}

/** The member's row may have been renewed since; who it is may not. */
const sameSale = (body: SaleBody, draft: SaleDraft): boolean =>
  canonicalText(body.seen.lines) === canonicalText(draft.lines) &&
  asked(body.seen) === asked(draft) &&
  canonicalText(body.tenders) === canonicalText(draft.tenders) &&
  (body.seen.member?.id ?? null) === (draft.member?.id ?? null);

const asked = ({ claims = [], coupons = [], payment = {} }: Asked): string =>
  canonicalText({ claims, coupons, payment: { ...payment, ...cardsOf(payment) } });

/** What may be taken from a card is main's word, and was another before the sale. */
const cardsOf = ({ giftCards }: Payment) =>
  giftCards ? { giftCards: giftCards.map((use) => ({ ...use, heldMinor: 0 })) } : {};

const doneAgain = ({ head, hash }: KeptEntry, body: SaleBody): SaleDone => ({
  entryId: head.id,
  seq: head.seq,
  receipt: composeSaleReceipt({ parts: head.parts, body }),
  hash8: hash8(hash),
  changeMinor: body.changeMinor,
});
