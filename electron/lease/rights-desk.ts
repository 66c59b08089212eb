/** The window's calls about rights: what is held, asking for more, and giving up. No sale ever waits for any of them. */
import type { CallRequest } from '../../shared/ipc/contract.ts';
import type { RightsView } from '../../shared/ipc/rights-view.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import type { HqLink } from '../../shared/ipc/status.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { EntryId, OwnerId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { OpenIntent } from '../../shared/lease/rights.ts';
import { requireCashier, requireShift } from '../cashier/require-cashier.ts';
import type { Timers } from '../clock/clock.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Log } from '../log/log.ts';
import type { Desk } from '../till/desk.ts';
import { rateLimit } from '../till/rate-limit.ts';
import { acquireMissing, type Wanted } from './acquire.ts';
import { afterTheLast } from './after-the-last.ts';
import { abandonBasket, abandonOthers, intentsOf } from './end-intents.ts';
import { ownersInWork } from './owners-in-work.ts';
import { cardOwner, rightsNow } from './rights-now.ts';

/** Enough for any cashier; too few for trying out the numbers of gift cards. */
const ACQUISITIONS = { count: 30, perMs: 60_000 };

export type RightsDeskParts = {
  readonly desk: Desk;
  readonly hq: HqClient;
  readonly timers: Timers;
  readonly log: Log;
  readonly openBasketId: () => EntryId | null;
  /** How the line is, and whether the store's policy lets this till use it now. */
  readonly line: () => { readonly link: HqLink; readonly allowed: boolean };
  readonly onRights: (owners: readonly OwnerId[]) => void;
};

export type RightsDesk = {
  readonly held: (asked: CallRequest<'rights.held'>) => Result<RightsView>;
  readonly acquire: (wanted: Wanted) => Promise<Result<RightsView>>;
  readonly abandon: (basketId: EntryId) => Result<null>;
  /** Another basket is being served: what was asked for others ends. */
  readonly basketIs: (basketId: EntryId) => Result<null>;
  /** A sale is durable: what it did not use of its own intents ends, when there is time for it. */
  readonly sold: (draft: SaleDraft) => void;
  /** Owners that the basket in work counts on. */
  readonly inWork: () => ReadonlySet<OwnerId>;
  readonly stop: () => void;
};

export function createRightsDesk(parts: RightsDeskParts): RightsDesk {
  const { desk, hq, timers, log, openBasketId, line, onRights } = parts;
  const { clock } = desk;
  const mayAsk = rateLimit(ACQUISITIONS, clock);
  const inWork = ownersInWork(clock);
  const oneAfterOther = afterTheLast();
  let stopped = false;

  const now = (basketId: EntryId | null) => rightsNow(desk, { basketId, wallMs: clock.wallMs() });

  function ended(done: Result<readonly OpenIntent[]>): Result<null> {
    if (!done.ok) return done;
    if (done.value.length > 0) onRights([...new Set(done.value.map(({ owner }) => owner))]);
    return ok(null);
  }

  async function ask(wanted: Wanted): Promise<Result<RightsView>> {
    if (stopped) return fail(failure('REDEEM-REFUSED'));
    const settled = withoutAsking({ desk, line }, wanted);
    if (settled) return settled;
    if (!mayAsk()) return fail(failure('CALL-REFUSED'));
    const { basketId, owner } = wanted;
    const got = await acquireMissing(desk, wanted, { hq, clock, timers, isOver: () => stopped });
    if (!got.ok) return got;
    onRights([owner]);
    return ok(now(basketId).view(owner));
  }

  return {
    held: ({ owner, basketId = openBasketId() }) => {
      const cashier = requireCashier(desk);
      if (!cashier.ok) return cashier;
      inWork.add(owner);
      return ok(now(basketId).view(owner));
    },
    /** One question at a time for one basket and asset: the next one asks for what is missing then. */
    acquire: (wanted) => {
      inWork.add(wanted.owner);
      const { basketId, owner, asset } = wanted;
      return oneAfterOther([basketId, owner, asset].join(' '), () => ask(wanted));
    },
    abandon: (basketId) => {
      inWork.clear();
      return ended(abandonBasket(desk, basketId));
    },
    basketIs: (basketId) => ended(abandonOthers(desk, basketId)),
    sold: (draft) => {
      inWork.clear();
      const owners = ownersOf(draft);
      if (owners.length + intentsOf(desk, draft.basketId).length === 0) return;
      timers.after(0, () => {
        if (stopped) return;
        if (owners.length > 0) onRights(owners);
        const done = ended(abandonBasket(desk, draft.basketId));
        if (!done.ok) log.error('intent.notAbandoned', done.failure.code);
      });
    },
    inWork: inWork.now,
    stop: () => {
      stopped = true;
    },
  };
}

/** The answer that needs no HQ: what is asked for is held, or no question could bring it. Null: HQ decides. */
function withoutAsking(
  { desk, line }: Pick<RightsDeskParts, 'desk' | 'line'>,
  { basketId, owner, asset, amount }: Wanted,
): Result<RightsView> | null {
  const onDuty = requireShift(desk);
  if (!onDuty.ok) return onDuty;
  if (desk.entries.has(basketId)) return fail(failure('SALE-DONE'));
  const { isClockSuspect, held, view } = rightsNow(desk, { basketId, wallMs: desk.clock.wallMs() });
  if (isClockSuspect) return fail(failure('REDEEM-CLOCK'));
  const largest = held(owner, asset);
  if (largest >= amount) return ok(view(owner));
  const { link, allowed } = line();
  if (link === 'refused' || link === 'fork') return fail(failure('REDEEM-REFUSED'));
  return allowed ? null : fail(failure('REDEEM-OFFLINE', { asset, largest }));
}

/** Whose rights a sale may have used; none where nothing was asked for. */
function ownersOf({ member, claims = [], coupons = [], payment = {} }: SaleDraft): readonly OwnerId[] {
  const cards = payment.giftCards?.map(({ cardId }) => cardOwner(cardId)) ?? [];
  const asks = claims.length + coupons.length + Object.keys(payment).length > 0;
  return asks && member !== null ? [member.id, ...cards] : cards;
}
