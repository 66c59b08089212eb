/**
 * A main process in memory that behaves: it runs the engine, keeps baskets, gives a sale once, numbers its journal's
 * revisions and serves feeds in pages. Tests turn HQ off, change the programme behind the window's back, or hold calls.
 */
import { type Basket, emptyBasket } from '../../../shared/basket/basket.ts';
import type { Place } from '../../../shared/catalog/place.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import type { Cashier } from '../../../shared/catalog/staff.ts';
import type {
  CallRequest,
  CallResponses,
  CallResult,
  EventPayloads,
  PunctaBridge,
} from '../../../shared/ipc/contract.ts';
import type { CallName, EventName } from '../../../shared/ipc/names.ts';
import type { SaleDone, SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { EntryView, PrintJobView } from '../../../shared/ipc/views.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { epochMs, minor, sumMinor } from '../../../shared/kernel/units.ts';
import { saleParts } from '../../../shared/ledger/check-sale.ts';
import { shownBalance } from '../../../shared/ledger/shown-balance.ts';
import { compileProgramme } from '../../../shared/loyalty/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { MemberRow } from '../../../shared/loyalty/member.ts';
import type { Outcome } from '../../../shared/loyalty/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme.ts';
import type { CollectionName, PullResponse } from '../../../shared/protocol/pull.ts';
import type { DeviceLogUpload } from '../../../shared/protocol/health.ts';
import { makeSaleReceipt } from '../../../shared/receipt/make-sale-receipt.ts';
import { phoneKeysOf } from './phone-keys.ts';

type Handlers = {
  readonly [Name in CallName]: (request: CallRequest<Name>) => CallResult<Name> | Promise<CallResult<Name>>;
};
type Listeners = { [Name in EventName]: Set<(payload: EventPayloads[Name]) => void> };

export type FakeShop = {
  readonly products: readonly Product[];
  readonly members: readonly (MemberRow & { readonly phone: string })[];
  readonly staff: readonly Cashier[];
  readonly programme: Programme;
  /** Where an enrolment code puts the till. */
  readonly place: Place;
  readonly status: TillStatus;
  readonly pins: Readonly<Record<string, string>>;
};

export type FakePuncta = {
  readonly bridge: PunctaBridge;
  /** Every call so far, in order. */
  readonly calls: { readonly name: CallName; readonly request: unknown }[];
  readonly entries: EntryView[];
  readonly sales: SaleDone[];
  readonly uploads: DeviceLogUpload[];
  readonly status: () => TillStatus;
  readonly setStatus: (changes: Partial<TillStatus>) => void;
  readonly setJobs: (jobs: readonly PrintJobView[]) => void;
  /** HQ away: pulls fail, everything else goes on. */
  readonly setHqAway: (isAway: boolean) => void;
  readonly setProducts: (products: readonly Product[]) => void;
  /** Main signs with this programme from now on; the window learns of it by the feed. */
  readonly setProgramme: (programme: Programme) => void;
  /** An entry that main made by itself or before this window opened. */
  readonly append: (entry: EntryView) => void;
  readonly acknowledge: (entryIndex: number, logIndex: number) => void;
  readonly basket: () => Basket | null;
  readonly keepBasket: (basket: Basket) => void;
  /** Calls of this name wait until the answer of this function is called. */
  readonly hold: (name: CallName) => () => void;
};

export function fakePuncta(shop: FakeShop): FakePuncta {
  let { status, programme, products } = shop;
  let isAway = false;
  let kept: Basket | null = null;
  let jobs: readonly PrintJobView[] = [];
  let revision = 0;
  const revisions = new Map<string, number>();
  const calls: FakePuncta['calls'] = [];
  const entries: EntryView[] = [];
  const sales: SaleDone[] = [];
  const uploads: DeviceLogUpload[] = [];
  const holds = new Map<CallName, Promise<void>>();
  const listeners: Listeners = { status: new Set(), journal: new Set(), feeds: new Set(), spool: new Set() };

  const emit = <Name extends EventName>(name: Name, payload: EventPayloads[Name]): void => {
    for (const listener of listeners[name]) listener(payload);
  };
  const setStatus = (changes: Partial<TillStatus>): TillStatus => {
    status = { ...status, ...changes };
    emit('status', status);
    return status;
  };
  const revise = (entry: EntryView): void => {
    revision += 1;
    revisions.set(entry.id, revision);
    emit('journal', { revision });
  };

  const commit = async (draft: SaleDraft): Promise<Result<SaleDone>> => {
    const earlier = sales.find(({ entryId }) => entryId === draft.basketId);
    if (earlier) return ok(earlier);
    if (!status.businessDate || !status.place || !status.cashier) return fail(failure('SIGN-IN-NEEDED'));
    if (draft.programmeVersion !== programme.version) return fail(failure('SALE-PROGRAMME'));
    const clock = { wallMs: epochMs(Date.now()), businessDate: status.businessDate };
    const outcome = compute(compileProgramme(programme), {
      lines: draft.lines,
      member: draft.member,
      taxes: status.place.store.taxes,
      clock,
    });
    const { shown } = draft;
    if (shown.totalMinor !== outcome.totalMinor || shown.earnedPoints !== outcome.earnedPoints)
      return fail(failure('SALE-MISMATCH'));
    const done = saleDone(draft, outcome);
    kept = null;
    sales.push(done);
    const entry: EntryView = {
      id: draft.basketId,
      epoch: 1,
      seq: done.seq,
      kind: 'SALE',
      memberId: draft.member?.id ?? null,
      parts: saleParts(outcome),
      totalMinor: outcome.totalMinor,
      wallMs: clock.wallMs,
      logIndex: null,
    };
    entries.push(entry);
    revise(entry);
    return ok(done);
  };

  const saleDone = (draft: SaleDraft, outcome: Outcome): SaleDone => {
    const seq = entries.length + 1;
    const givenMinor = sumMinor(draft.tenders.map(({ amountMinor }) => amountMinor));
    const changeMinor = minor(givenMinor - outcome.totalMinor);
    const { place, cashier, businessDate } = status;
    if (!place || !cashier || !businessDate) throw new Error('a sale needs a place');
    const receipt = makeSaleReceipt({
      place,
      language: place.store.receiptLanguage,
      number: `${place.till.id}-1-${seq}`,
      cashierName: cashier.name,
      wallMs: epochMs(Date.now()),
      businessDate,
      outcome,
      tenders: draft.tenders,
      changeMinor,
      programme,
      member: draft.member && { row: draft.member, shown: shownBalance(draft.member, 'points', []) },
    });
    return { entryId: draft.basketId, seq, receipt, hash8: '00000000', changeMinor };
  };

  const feeds: Readonly<Record<CollectionName, () => Promise<readonly { readonly id: string }[]>>> = {
    products: async () => products,
    staff: async () => shop.staff,
    programmes: async () => [
      { id: `${programme.id}-${programme.version}`, version: programme.version, programme },
    ],
    members: () =>
      Promise.all(shop.members.map(async ({ phone, ...row }) => ({ ...row, ...(await phoneKeysOf(phone)) }))),
  };
  /** Feeds that changed start a new generation: everything comes again, as after a change of each document. */
  const generations: Record<CollectionName, number> = { products: 0, staff: 0, programmes: 0, members: 0 };
  const pull = async (request: CallRequest<'reference.pull'>): Promise<Result<PullResponse>> => {
    if (isAway) return fail(failure('HQ-UNREACHABLE'));
    const { collection, limit } = request;
    const [generation = -1, from = 0] = (request.checkpoint ?? '').split(':').map(Number);
    const start = generation === generations[collection] ? from : 0;
    const all = await feeds[collection]();
    const documents = all.slice(start, start + limit).map((each) => ({ ...each, _deleted: false }));
    const checkpoint = `${generations[collection]}:${start + documents.length}`;
    return ok({ collection, documents, checkpoint } as never);
  };
  const moved = (collection: CollectionName): void => {
    generations[collection] += 1;
    emit('feeds', { moved: [collection] });
  };

  const handlers: Handlers = {
    'till.status': () => ok(status),
    'till.enrol': ({ code }) =>
      code === 'GOOD-CODE' ? ok(setStatus({ place: shop.place })) : fail(failure('ENROL-CODE')),
    'cashier.signIn': ({ cashierId, pin }) => {
      const cashier = shop.staff.find(({ id }) => id === cashierId) ?? null;
      return shop.pins[cashierId] === pin
        ? ok(setStatus({ cashier }))
        : fail(failure('PIN-WRONG', { left: 4 }));
    },
    'cashier.signOut': () => ok(setStatus({ cashier: null })),
    'shift.open': ({ floatMinor }) =>
      ok(setStatus({ shift: { openedAtMs: epochMs(Date.now()), floatMinor, saleCount: 0 } })),
    'shift.close': () => {
      const floatMinor = status.shift?.floatMinor ?? minor(0);
      setStatus({ shift: null });
      const takenMinor = sumMinor(sales.map(({ receipt }) => receipt.totals.totalMinor));
      return ok({ entryId: emptyBasket('z' as never).id, expectedMinor: minor(floatMinor + takenMinor) });
    },
    'day.close': () =>
      ok({ confirmed: isAway ? null : true, differences: [], unsent: isAway ? entries.length : 0 }),
    'basket.load': () => ok(kept),
    'basket.save': (basket) => {
      kept = basket;
      return ok(null);
    },
    'member.phoneKeys': async ({ digits }) => ok(await phoneKeysOf(digits)),
    'sale.commit': commit,
    'journal.entries': ({ afterRevision, limit }) => {
      const newer = entries
        .filter(({ id }) => (revisions.get(id) ?? 0) > afterRevision)
        .sort((a, b) => (revisions.get(a.id) ?? 0) - (revisions.get(b.id) ?? 0))
        .slice(0, limit);
      const last = newer.at(-1);
      return ok({ entries: newer, revision: last ? (revisions.get(last.id) ?? 0) : revision });
    },
    'journal.receipt': () => fail(failure('CALL-REFUSED')),
    'receipt.copy': () => fail(failure('PRINTER-OFFLINE')),
    'spool.jobs': () => ok(jobs),
    'spool.resolve': ({ jobId, action }) => {
      jobs = jobs.map((job) =>
        job.id === jobId ? { ...job, state: action === 'printed' ? 'confirmed' : 'superseded' } : job,
      );
      emit('spool', jobs);
      return ok(jobs);
    },
    'reference.pull': pull,
    'deviceLog.upload': (upload) => {
      uploads.push(upload);
      return ok({ stored: upload.rows.length });
    },
  };

  return {
    bridge: {
      call: async (name, request) => {
        calls.push({ name, request });
        await holds.get(name);
        const answer = await (handlers[name] as (request: unknown) => unknown)(request);
        return structuredClone(answer) as Result<CallResponses[typeof name]>;
      },
      on: (name, listener) => {
        listeners[name].add(listener as never);
        return () => listeners[name].delete(listener as never);
      },
    },
    calls,
    entries,
    sales,
    uploads,
    status: () => status,
    setStatus,
    setJobs: (next) => {
      jobs = next;
      emit('spool', jobs);
    },
    setHqAway: (away) => {
      isAway = away;
      setStatus({ hq: { ...status.hq, link: away ? 'offline' : 'online' } });
    },
    setProducts: (next) => {
      products = next;
      moved('products');
    },
    setProgramme: (next) => {
      programme = next;
      moved('programmes');
    },
    append: (entry) => {
      entries.push(entry);
      revise(entry);
    },
    acknowledge: (entryIndex, logIndex) => {
      const entry = entries[entryIndex];
      if (!entry) throw new Error(`no entry ${entryIndex}`);
      const acknowledged = { ...entry, logIndex };
      entries[entryIndex] = acknowledged;
      revise(acknowledged);
    },
    basket: () => kept,
    keepBasket: (basket) => {
      kept = basket;
    },
    hold: (name) => {
      let release = (): void => undefined;
      holds.set(name, new Promise((resolve) => (release = resolve)));
      return () => {
        holds.delete(name);
        release();
      };
    },
  };
}
