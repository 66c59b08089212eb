/**
 * SAL-1: the window sends facts; main runs the engine on them with its own clock, the store's own taxes and HQ's signed
 * programme, and signs what the engine says. Where the window showed the customer anything else, nothing is signed.
 */
import type { Cashier } from '../../shared/catalog/staff.ts';
import type { SaleDone, SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { seenOf } from '../../shared/ipc/seen-of.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { isSameMinute, minuteOfDay } from '../../shared/kernel/time-of-day.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { SaleBody } from '../../shared/ledger/body.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import { saleClaim, saleParts, saleTotals } from '../../shared/ledger/sale-claim.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { Outcome } from '../../shared/loyalty/outcome/outcome.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import { composeSaleReceipt } from '../../shared/receipt/compose-sale-receipt.ts';
import { receiptNumber } from '../../shared/receipt/issuer.ts';
import type { SaleFrame } from '../../shared/receipt/model.ts';
import { makeSaleFrame } from '../../shared/receipt/sale-frame.ts';
import { type HeldProgramme, isEffective } from '../cache/reference.ts';
import { requireShift } from '../cashier/require-cashier.ts';
import { type Moment, momentOf } from '../clock/moment.ts';
import type { EntryDraft } from '../journal/make-entry.ts';
import { type RightsNow, rightsNow } from '../lease/rights-now.ts';
import type { Desk } from '../till/desk.ts';
import { checkDraft } from './check-draft.ts';
import { hash8 } from './hash8.ts';
import { checkPapers } from './needs-hq.ts';
import { repeatedSale } from './repeated-sale.ts';
import { settle } from './settle.ts';
import {
  grantTexts,
  heldOf,
  paymentOf,
  type SpentRights,
  spendingRefused,
  spendRights,
} from './spend-rights.ts';
import { usageOf } from './usage.ts';

export function commitSale(desk: Desk, draft: SaleDraft): Result<SaleDone> {
  const earlier = repeatedSale(desk.entries, draft);
  if (earlier) return earlier;
  const onDuty = requireShift(desk);
  if (!onDuty.ok) return onDuty;
  const place = desk.reference.place();
  const moment = momentOf(desk.clock, place.store.timeZone);
  const checked = checkDraft(draft, place.store.taxes);
  if (!checked.ok) return checked;
  const held = heldProgramme(desk, draft, moment);
  if (!held.ok) return held;
  const { compiled } = held.value;
  const papers = checkPapers(draft, compiled.programme);
  if (!papers.ok) return papers;
  const rights = rightsNow(desk, { basketId: draft.basketId, wallMs: moment.wallMs });
  const seen = seenBy(desk, draft, { compiled, moment, rights });
  const outcome = compute(compiled, seen);
  const shown = wasShown(draft, outcome);
  const { programme } = compiled;
  const refused = spendingRefused({ draft, programme, outcome, rights, wasShown: shown });
  if (refused) return fail(refused);
  if (!shown) return fail(failure('SALE-MISMATCH'));
  const spent = spendRights(rights, saleParts(outcome), seen.member?.id ?? null);
  if (!spent.ok) return spent;
  const { cashier, shift } = onDuty.value;
  const change = settle(draft.tenders, {
    dueMinor: outcome.redemption.moneyMinor,
    currency: place.store.currency,
    language: cashier.language,
  });
  if (!change.ok) return change;
  const facts: Facts = {
    draft,
    seen,
    outcome,
    spent: spent.value,
    held: held.value,
    cashier,
    changeMinor: change.value,
  };
  return sign(desk, { ...saleEntry(desk, facts), shift });
}

type Facts = {
  readonly draft: SaleDraft;
  readonly seen: Seen;
  readonly outcome: Outcome;
  readonly spent: SpentRights;
  readonly held: HeldProgramme;
  readonly cashier: Cashier;
  readonly changeMinor: Minor;
};

/** Any version that HQ has signed and that holds today: the window may be a moment behind main, never outside both. */
function heldProgramme(desk: Desk, draft: SaleDraft, moment: Moment): Result<HeldProgramme> {
  const held = desk.reference.programme(draft.programmeVersion);
  const programme = held?.compiled.programme;
  const usable =
    programme !== undefined &&
    isEffective(programme, moment.businessDate) &&
    programme.currencyCode === desk.reference.place().store.currency.code;
  return held && usable ? ok(held) : fail(failure('SALE-PROGRAMME'));
}

/** SAL-7: everything that main knows itself is main's own word: time, place, taxes, what was used before, what may be spent. */
function seenBy(desk: Desk, draft: SaleDraft, { compiled, moment, rights }: PricedAt): Seen {
  const { store } = desk.reference.place();
  const minute = pricedMinute(draft, moment, store.timeZone);
  const usage = usageOf(desk, { compiled, date: moment.businessDate, member: draft.member });
  const asked = draft.payment ? { ...draft, payment: paymentOf(rights, draft.payment) } : draft;
  const held = draft.member ? { held: heldOf(rights, draft.member.id) } : {};
  return seenOf(asked, { store, clock: { ...moment, minute }, usage, ...held });
}

type PricedAt = {
  readonly compiled: CompiledProgramme;
  readonly moment: Moment;
  readonly rights: RightsNow;
};

/** The window's minute while it is about now. After a jump of the clock it is main's, and what was shown decides. */
function pricedMinute(draft: SaleDraft, moment: Moment, timeZone: string): number {
  const now = minuteOfDay(moment.wallMs, timeZone);
  const priced = draft.businessDate === moment.businessDate ? (draft.minute ?? now) : now;
  return isSameMinute(priced, now) ? priced : now;
}

const wasShown = ({ shown }: SaleDraft, { totalMinor, earnedPoints }: Outcome): boolean =>
  shown.totalMinor === totalMinor && shown.earnedPoints === earnedPoints;

function frameOf({ journal, entries, reference }: Desk, { seen, outcome, held, cashier }: Facts): SaleFrame {
  const place = reference.place();
  const { till, epoch, seq } = journal.tip();
  const row = seen.member;
  return makeSaleFrame({
    place,
    language: place.store.receiptLanguage,
    number: receiptNumber({ till, epoch, seq: seq + 1 }),
    cashierName: cashier.name,
    programme: held.compiled.programme,
    member: row && { row, own: entries.ownEffects(row.id, row.asOf) },
    effects: outcome.effects,
  });
}

type SaleEntry = EntryDraft & { readonly body: SaleBody; readonly parts: readonly EntryPart[] };

function saleEntry(desk: Desk, facts: Facts): Omit<SaleEntry, 'shift'> {
  const { draft, seen, outcome, spent, held, cashier, changeMinor } = facts;
  const { wallMs, businessDate } = seen.clock;
  return {
    id: draft.basketId,
    cashier: cashier.id,
    wallMs,
    businessDate,
    ...(seen.member ? { member: seen.member.id } : {}),
    parts: spent.parts,
    totals: saleTotals(outcome, held.compiled.programme.currencyCode),
    programme: { version: held.compiled.programme.version, hash: held.hash },
    body: {
      kind: 'SALE',
      seen,
      ...saleClaim(held.compiled, outcome),
      tenders: draft.tenders,
      changeMinor,
      ...grantTexts(spent.grants, desk.grants.textOf),
      receipt: frameOf(desk, facts),
    },
  };
}

function sign(desk: Desk, entry: SaleEntry): Result<SaleDone> {
  const receipt = composeSaleReceipt(entry);
  const made = desk.journal.append(entry, () => {
    const job = { entryId: entry.id, receiptNumber: receipt.number };
    if (entry.body.tenders.length > 0) desk.enqueue({ ...job, kind: 'drawer' });
    desk.enqueue({ ...job, kind: 'sale' });
  });
  if (!made.ok) return made;
  return ok({
    entryId: entry.id,
    seq: made.value.entry.seq,
    receipt,
    hash8: hash8(made.value.hash),
    changeMinor: entry.body.changeMinor,
  });
}
