/**
 * A main process in memory that behaves: it runs the engine, keeps baskets, gives a sale once, numbers its journal's
 * revisions and serves feeds in pages. Tests turn HQ off, change the programme behind the window's back, or hold calls.
 */
import type { Basket } from '../../../shared/basket/basket.ts';
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
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { asId, type EntryId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { epochMs, minor, sumMinor } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { DayDifference } from '../../../shared/protocol/day-close.ts';
import type { DeviceLogUpload } from '../../../shared/protocol/health.ts';
import { type FakeFeeds, fakeFeeds } from './fake-feeds.ts';
import { type FakeJournal, fakeJournal } from './fake-journal.ts';
import { type FakeRights, fakeRights } from './fake-rights.ts';
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

export type FakePuncta = Pick<FakeJournal, 'entries' | 'sales' | 'append' | 'acknowledge' | 'forget'> &
  Pick<FakeFeeds, 'setProducts' | 'holdFeed'> & {
    readonly bridge: PunctaBridge;
    readonly rights: FakeRights;
    /** Every call so far, in order. */
    readonly calls: { readonly name: CallName; readonly request: unknown }[];
    readonly uploads: DeviceLogUpload[];
    readonly status: () => TillStatus;
    readonly setStatus: (changes: Partial<TillStatus>) => TillStatus;
    readonly setJobs: (jobs: readonly PrintJobView[]) => void;
    /** HQ away: pulls fail, everything else goes on. */
    readonly setHqAway: (isAway: boolean) => void;
    /** Main signs with this programme from now on; the window learns of it by the feed. */
    readonly setProgramme: (programme: Programme) => void;
    /** What HQ holds against this till's day. */
    readonly setDifferences: (differences: readonly DayDifference[]) => void;
    readonly basket: () => Basket | null;
    /** Calls of this name wait until the answer of this function is called. */
    readonly hold: (name: CallName) => () => void;
  };

export function fakePuncta(shop: FakeShop): FakePuncta {
  const listeners: Listeners = {
    status: new Set(),
    journal: new Set(),
    feeds: new Set(),
    spool: new Set(),
    rights: new Set(),
  };
  const emit = <Name extends EventName>(name: Name, payload: EventPayloads[Name]): void => {
    for (const listener of listeners[name]) listener(payload);
  };
  const main = {
    status: shop.status,
    programme: shop.programme,
    isAway: false,
    jobs: [] as readonly PrintJobView[],
    differences: [] as readonly DayDifference[],
  };
  const held: { basket: Basket | null } = { basket: null };
  const calls: FakePuncta['calls'] = [];
  const uploads: DeviceLogUpload[] = [];
  const holds = new Map<CallName, Promise<void>>();
  const journal = fakeJournal((revision) => emit('journal', { revision }));
  const feeds = fakeFeeds(shop, (collection) => emit('feeds', { moved: [collection] }));
  const rights = fakeRights((owner) => emit('rights', { owners: [owner] }));
  const setStatus = (changes: Partial<TillStatus>): TillStatus => {
    main.status = { ...main.status, ...changes };
    emit('status', main.status);
    return main.status;
  };
  const setJobs = (jobs: readonly PrintJobView[]): readonly PrintJobView[] => {
    main.jobs = jobs;
    emit('spool', jobs);
    return jobs;
  };

  const handlers: Handlers = {
    'till.status': () => ok(main.status),
    'till.enrol': ({ code }) =>
      code === 'GOOD-CODE' ? ok(setStatus({ place: shop.place })) : fail(failure('ENROL-CODE')),
    'cashier.signIn': ({ cashierId, pin }) => {
      const cashier = shop.staff.find(({ id }) => id === cashierId) ?? null;
      const fits = shop.pins[cashierId] === pin;
      return fits ? ok(setStatus({ cashier })) : fail(failure('PIN-WRONG', { left: 4 }));
    },
    'cashier.signOut': () => ok(setStatus({ cashier: null })),
    'shift.open': ({ floatMinor }) =>
      ok(setStatus({ shift: { openedAtMs: epochMs(Date.now()), floatMinor, saleCount: 0 } })),
    'shift.close': () => {
      const floatMinor = main.status.shift?.floatMinor ?? minor(0);
      const taken = journal.sales.map(({ receipt }) => receipt.totals.totalMinor);
      setStatus({ shift: null });
      return ok({ entryId: asId<EntryId>('z'), expectedMinor: sumMinor([floatMinor, ...taken]) });
    },
    'day.close': () => {
      const { isAway, differences } = main;
      const confirmed = isAway ? null : differences.length === 0;
      return ok({ confirmed, differences, unsent: isAway ? journal.entries.length : 0 });
    },
    'basket.load': () => ok(held.basket),
    'basket.save': (basket) => {
      held.basket = basket;
      return ok(null);
    },
    'member.phoneKeys': async ({ digits }) => ok(await phoneKeysOf(digits)),
    'member.ownEffects': ({ memberId, asOf }) => ok(journal.ownEffects(memberId, asOf)),
    'sale.usage': () => ok([]),
    'rights.held': rights.held,
    'rights.acquire': rights.acquire,
    'rights.abandon': rights.abandon,
    'sale.commit': (draft) => {
      const done = journal.commit({ draft, status: main.status, programme: main.programme, rights });
      if (done.ok) held.basket = null;
      return done;
    },
    'journal.entries': (request) => ok(journal.page(request)),
    'journal.receipt': () => fail(failure('CALL-REFUSED')),
    'receipt.copy': () => fail(failure('PRINTER-OFFLINE')),
    'spool.jobs': () => ok(main.jobs),
    'spool.resolve': ({ jobId, action }) => {
      const state = action === 'printed' ? 'confirmed' : 'superseded';
      return ok(setJobs(main.jobs.map((job) => (job.id === jobId ? { ...job, state } : job))));
    },
    'reference.pull': feeds.pull,
    'deviceLog.upload': (upload) => {
      uploads.push(upload);
      return ok({ stored: upload.rows.length });
    },
  };

  return {
    ...journal,
    calls,
    uploads,
    rights,
    setStatus,
    setProducts: feeds.setProducts,
    holdFeed: feeds.holdFeed,
    bridge: {
      call: async (name, request) => {
        calls.push({ name, request });
        await holds.get(name);
        const answer = await (handlers[name] as (request: unknown) => unknown)(request);
        return structuredClone(answer) as Result<CallResponses[typeof name]>;
      },
      on: (name, listener) => {
        listeners[name].add(listener);
        return () => listeners[name].delete(listener);
      },
    },
    status: () => main.status,
    setJobs: (jobs) => void setJobs(jobs),
    setHqAway: (isAway) => {
      main.isAway = isAway;
      feeds.setAway(isAway);
      rights.setAway(isAway);
      setStatus({ hq: { ...main.status.hq, link: isAway ? 'offline' : 'online' } });
    },
    setDifferences: (differences) => {
      main.differences = differences;
    },
    setProgramme: (programme) => {
      main.programme = programme;
      setStatus({ programmeVersion: programme.version });
      feeds.setProgramme(programme);
    },
    basket: () => held.basket,
    hold: (name) => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      holds.set(name, held);
      return () => {
        holds.delete(name);
        release();
      };
    },
  };
}
