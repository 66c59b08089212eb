import { amountOf } from '../../../renderer/till/model/spend.ts';
import type { CallRequest } from '../../../shared/ipc/contract.ts';
import type { SaleDone, SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import { seenOf } from '../../../shared/ipc/seen-of.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { EntryPage, EntryView } from '../../../shared/ipc/views.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import type { MemberId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { minuteOfDay } from '../../../shared/kernel/time-of-day.ts';
import { epochMs, minor, sumMinor } from '../../../shared/kernel/units.ts';
import { saleClaim, saleParts } from '../../../shared/ledger/sale-claim.ts';
import type { OwnEffect } from '../../../shared/ledger/shown-balance.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { composeSaleReceipt } from '../../../shared/receipt/compose-sale-receipt.ts';
import { makeSaleFrame } from '../../../shared/receipt/sale-frame.ts';
import type { FakeRights } from './fake-rights.ts';

export type FakeJournal = {
  readonly entries: EntryView[];
  readonly sales: SaleDone[];
  readonly page: (request: CallRequest<'journal.entries'>) => EntryPage;
  readonly append: (entry: EntryView) => void;
  readonly acknowledge: (entryIndex: number, logIndex: number) => void;
  readonly ownEffects: (member: MemberId, asOf: number) => readonly OwnEffect[];
  /** Lets go of everything before this entry, as closed segments are deleted. */
  readonly forget: (uptoSeq: number) => void;
  readonly commit: (sale: CommitSale) => Result<SaleDone>;
};

type CommitSale = {
  readonly draft: SaleDraft;
  readonly status: TillStatus;
  readonly programme: Programme;
  readonly rights: FakeRights;
};

/** Entries with revisions, and sales that are computed again before they are entered. */
export function fakeJournal(onRevision: (revision: number) => void): FakeJournal {
  const entries: EntryView[] = [];
  const sales: SaleDone[] = [];
  const revisions = new Map<string, number>();
  let revision = 0;
  let oldestSeq = 1;
  const revise = (entry: EntryView): void => {
    revision += 1;
    revisions.set(entry.id, revision);
    onRevision(revision);
  };
  const revisionOf = ({ id }: EntryView): number => revisions.get(id) ?? 0;
  const append = (entry: EntryView): void => {
    entries.push(entry);
    revise(entry);
  };
  return {
    entries,
    sales,
    append,
    page: ({ afterRevision, limit }) => {
      const newer = entries
        .filter((entry) => revisionOf(entry) > afterRevision)
        .sort((a, b) => revisionOf(a) - revisionOf(b))
        .slice(0, limit);
      const last = newer.at(-1);
      return {
        entries: newer,
        revision: last ? revisionOf(last) : revision,
        oldest: { epoch: 1, seq: oldestSeq },
      };
    },
    acknowledge: (entryIndex, logIndex) => {
      const entry = entries[entryIndex];
      if (!entry) throw new Error(`no entry ${entryIndex}`);
      entries[entryIndex] = { ...entry, logIndex };
      revise({ ...entry, logIndex });
    },
    ownEffects: (member, asOf) =>
      entries
        .filter(({ memberId, logIndex }) => memberId === member && (logIndex === null || logIndex > asOf))
        .flatMap(({ parts, logIndex }) =>
          parts.map(({ effect, asset, amount }) => ({ effect, asset, amount, logIndex })),
        ),
    forget: (uptoSeq) => {
      oldestSeq = uptoSeq;
      entries.splice(0, entries.length, ...entries.filter(({ seq }) => seq >= uptoSeq));
      onRevision(revision);
    },
    commit: ({ draft, status, programme, rights }) => {
      const earlier = sales.find(({ entryId }) => entryId === draft.basketId);
      if (earlier) return ok(earlier);
      if (draft.programmeVersion !== programme.version) return fail(failure('SALE-PROGRAMME'));
      const seen = seenBy(draft, status, rights);
      const outcome = compute(compileProgramme(programme), seen);
      const { shown } = draft;
      if ((draft.payment?.points ?? 0) > outcome.redemption.points)
        return fail(
          failure('REDEEM-CHANGED', { asset: 'points', largest: outcome.redemption.largestPoints }),
        );
      if (shown.totalMinor !== outcome.totalMinor || shown.earnedPoints !== outcome.earnedPoints)
        return fail(failure('SALE-MISMATCH'));
      const seq = entries.length + 1;
      const done = saleDone({ draft, status, programme, seen, outcome, seq });
      rights.spend(draft.basketId, draft.member?.id ?? null, outcome);
      sales.push(done);
      append(entryOf(draft, outcome, seq));
      return ok(done);
    },
  };
}

/** As main does it: what may be spent is its own word, for the member and for every gift card. */
function seenBy(draft: SaleDraft, { place, businessDate }: TillStatus, rights: FakeRights): Seen {
  if (!place) throw new Error('a sale needs a place');
  const wallMs = epochMs(Date.now());
  const minute = draft.minute ?? minuteOfDay(wallMs, place.store.timeZone);
  const clock = { wallMs, businessDate: businessDate ?? draft.businessDate, minute };
  const giftCards = draft.payment?.giftCards?.map((card) => ({
    ...card,
    heldMinor: minor(amountOf(rights.heldBy(`card:${card.cardId}`), 'giftcard')),
  }));
  const payment = draft.payment && { ...draft.payment, ...(giftCards ? { giftCards } : {}) };
  return seenOf(
    { ...draft, ...(payment ? { payment } : {}) },
    { store: place.store, clock, usage: [], held: draft.member ? rights.heldBy(draft.member.id) : undefined },
  );
}

const entryOf = (draft: SaleDraft, outcome: Outcome, seq: number): EntryView => ({
  id: draft.basketId,
  epoch: 1,
  seq,
  kind: 'SALE',
  memberId: draft.member?.id ?? null,
  parts: saleParts(outcome),
  totalMinor: outcome.totalMinor,
  wallMs: epochMs(Date.now()),
  logIndex: null,
});

type Computed = {
  readonly draft: SaleDraft;
  readonly status: TillStatus;
  readonly programme: Programme;
  readonly seen: Seen;
  readonly outcome: Outcome;
  readonly seq: number;
};

function saleDone({ draft, status, programme, seen, outcome, seq }: Computed): SaleDone {
  const { place, cashier } = status;
  if (!place || !cashier) throw new Error('a sale needs a place and a cashier');
  const givenMinor = sumMinor(draft.tenders.map(({ amountMinor }) => amountMinor));
  const changeMinor = minor(givenMinor - outcome.redemption.moneyMinor);
  const receipt = composeSaleReceipt({
    parts: saleParts(outcome),
    body: {
      kind: 'SALE',
      seen,
      ...saleClaim(compileProgramme(programme), outcome),
      tenders: draft.tenders,
      changeMinor,
      receipt: makeSaleFrame({
        place,
        language: place.store.receiptLanguage,
        number: `${place.till.id}-1-${seq}`,
        cashierName: cashier.name,
        programme,
        member: draft.member && { row: draft.member, own: [] },
      }),
    },
  });
  return { entryId: draft.basketId, seq, receipt, hash8: '00000000', changeMinor };
}
