/** What each call of the window does. Calls that need a working till get its session, or the reason why there is none. */
import type { CallResponses } from '../../shared/ipc/contract.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { requireCashier } from '../cashier/require-cashier.ts';
import type { Timers } from '../clock/clock.ts';
import type { CallHandlers } from '../ipc/call-handlers.ts';
import { phoneKeys } from '../keys/phone-keys.ts';
import { askUsage } from '../sale/ask-usage.ts';
import { commitSale } from '../sale/commit-sale.ts';
import { receiptView } from '../sale/receipt-view.ts';
import { closeDay } from '../shift/day-closes.ts';
import { closeShift, openShift } from '../shift/shift-desk.ts';
import { rateLimit } from './rate-limit.ts';
import type { Session } from './session.ts';
import type { Till } from './till.ts';
import type { TillOptions } from './till-options.ts';

/** How long the day's end may wait for HQ's word before it is left for later. */
export const DAY_CLOSE_WAIT_MS = 5_000;
/** How long a call waits for the next epoch before it says TILL-RENEWING. */
export const RENEWAL_WAIT_MS = 5_000;
/** Look-ups by phone: enough for any cashier, too few for going through numbers. */
const PHONE_LOOKUPS = { count: 120, perMs: 60_000 };

type Answer<T> = Result<T> | Promise<Result<T>>;
/** Runs a call on the working till's session. */
type Working = <T>(act: (session: Session) => Answer<T>) => Answer<T>;

export function callHandlers(
  till: Pick<Till, 'status' | 'session' | 'renewed' | 'enrol'>,
  options: TillOptions,
): CallHandlers {
  const mayLookUp = rateLimit(PHONE_LOOKUPS, options.clock);
  const working: Working = (act) => {
    const session = till.session();
    if (session.ok) return act(session.value);
    const renewed = till.renewed();
    return renewed === null ? session : afterRenewal(renewed, act);
  };
  /** EPO-7: whoever calls between two epochs notices nothing but a moment's wait. */
  const afterRenewal = async <T>(
    renewed: Promise<void>,
    act: (session: Session) => Answer<T>,
  ): Promise<Result<T>> => {
    await within(renewed, RENEWAL_WAIT_MS, options.timers);
    const session = till.session();
    return session.ok ? await act(session.value) : session;
  };
  const statusAfter = <T>(done: Result<T>): Result<CallResponses['till.status']> =>
    done.ok ? ok(till.status()) : done;
  return {
    'till.status': () => ok(till.status()),
    'till.enrol': (request) => till.enrol(request),
    'cashier.signIn': (request) => working(async ({ cashier }) => statusAfter(await cashier.signIn(request))),
    'cashier.signOut': () => working(({ cashier }) => statusAfter(cashier.signOut())),
    'shift.open': ({ floatMinor }) => working(({ desk }) => statusAfter(openShift(desk, floatMinor))),
    'shift.close': ({ countedMinor }) => working(({ desk }) => closeShift(desk, countedMinor)),
    'day.close': () => working((session) => endDay(session, till)),
    'basket.load': () => working(({ basket }) => ok(basket.load())),
    'basket.save': (request) =>
      working(({ basket, rights }) => {
        const saved = basket.save(request);
        return saved.ok ? rights.basketIs(request.id) : saved;
      }),
    'member.phoneKeys': ({ digits }) =>
      working(({ desk, identity }) => {
        const cashier = requireCashier(desk);
        if (!cashier.ok) return cashier;
        if (!mayLookUp()) return fail(failure('CALL-REFUSED'));
        const countryCode = desk.reference.place().store.phoneCountryCode;
        return ok(phoneKeys(digits, { storeKey: identity.storeKey, countryCode }));
      }),
    'member.ownEffects': ({ memberId, asOf }) =>
      working(({ desk }) => ok(desk.entries.ownEffects(memberId, asOf))),
    'sale.usage': (request) => working(({ desk }) => askUsage(desk, request)),
    'rights.held': (request) => working(({ rights }) => rights.held(request)),
    'rights.acquire': (request) => working(({ rights }) => rights.acquire(request)),
    'rights.abandon': ({ basketId }) => working(({ rights }) => rights.abandon(basketId)),
    'sale.commit': (draft) =>
      working(({ desk, rights }) => {
        const done = commitSale(desk, draft);
        if (done.ok) rights.sold(draft);
        return done;
      }),
    ...receiptCalls(working),
    'reference.pull': (request) => working(({ pull }) => pull(request)),
    'deviceLog.upload': (request) => working(({ hq }) => hq.call('deviceLog', request)),
  };
}

/** Entries, their receipts, and the print jobs that come of them. */
const receiptCalls = (
  working: Working,
): Pick<
  CallHandlers,
  'journal.entries' | 'journal.receipt' | 'receipt.copy' | 'spool.jobs' | 'spool.resolve'
> => ({
  'journal.entries': ({ afterRevision, limit }) =>
    working(({ desk }) => ok(desk.entries.page(afterRevision, limit))),
  'journal.receipt': ({ entryId }) =>
    working(({ desk, spool }) => {
      const view = receiptView(desk.entries, entryId);
      return view ? ok({ ...view, copies: spool.copiesOf(entryId) }) : fail(failure('CALL-REFUSED'));
    }),
  'receipt.copy': ({ entryId }) =>
    working(({ desk, spool }) => {
      const cashier = requireCashier(desk);
      return cashier.ok ? spool.enqueueCopy(entryId) : cashier;
    }),
  'spool.jobs': () => working(({ spool }) => ok(spool.jobs())),
  'spool.resolve': ({ jobId, action }) => working(({ spool }) => spool.resolve(jobId, action)),
});

function within(done: Promise<void>, ms: number, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(ms, resolve);
    void done
      .catch(() => undefined)
      .then(() => {
        cancel();
        resolve();
      });
  });
}

/** The round may bring the till to close its segment: what is asked after it is asked of the till as it is then. */
async function endDay(
  { desk, background }: Session,
  till: Pick<Till, 'status'>,
): Promise<Result<CallResponses['day.close']>> {
  const closed = closeDay(desk);
  if (!closed.ok) return closed;
  await background.sync.roundNow(DAY_CLOSE_WAIT_MS);
  const answer = background.dayAnswer(closed.value);
  return ok({
    confirmed: answer?.confirmed ?? null,
    differences: answer?.differences ?? [],
    unsent: till.status().hq.unsent,
  });
}
