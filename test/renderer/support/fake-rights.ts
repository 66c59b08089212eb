import type { Held } from '../../../renderer/till/model/spend.ts';
import type { CallRequest, CallResult } from '../../../shared/ipc/contract.ts';
import type { RightsView } from '../../../shared/ipc/rights-view.ts';
import { type FailureCode, failure } from '../../../shared/kernel/failure.ts';
import type { EntryId, OwnerId } from '../../../shared/kernel/ids.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';

export type FakeRights = {
  readonly held: (request: CallRequest<'rights.held'>) => CallResult<'rights.held'>;
  readonly acquire: (request: CallRequest<'rights.acquire'>) => CallResult<'rights.acquire'>;
  readonly abandon: (request: CallRequest<'rights.abandon'>) => CallResult<'rights.abandon'>;
  readonly heldBy: (owner: OwnerId) => Held;
  /** A signed sale has spent: what its basket asked for and did not use goes back. */
  readonly spend: (basketId: EntryId, owner: OwnerId | null, outcome: Outcome) => void;
  /** Leased to this till beforehand. */
  readonly lease: (owner: OwnerId, asset: Asset, amount: number) => void;
  /** Gone without a word, as by the clock. */
  readonly lose: (owner: OwnerId, asset: Asset) => void;
  /** Left at HQ, for whoever asks. */
  readonly leave: (owner: OwnerId, asset: Asset, amount: number) => void;
  /** HQ refuses with this code; null: it gives what it has. */
  readonly refuseWith: (code: FailureCode | null) => void;
  readonly setAway: (isAway: boolean) => void;
  readonly setClockSuspect: (isSuspect: boolean) => void;
  /** Rights that were asked for and neither used nor given back. */
  readonly open: () => readonly { readonly basketId: EntryId; readonly amount: number }[];
};

type Right = {
  readonly owner: OwnerId;
  readonly asset: Asset;
  amount: number;
  /** Null for a lease that came by itself. */
  readonly basketId: EntryId | null;
};

const HOUR_MS = 3_600_000;

/** Rights as main keeps them: leases of the till, and what each basket asked for beside them. */
export function fakeRights(moved: (owner: OwnerId) => void): FakeRights {
  let rights: Right[] = [];
  const atHq = new Map<string, number>();
  let refusal: FailureCode | null = null;
  let isAway = false;
  let isClockSuspect = false;
  const keyOf = (owner: OwnerId, asset: Asset): string => `${owner} ${asset}`;
  const heldOf = (owner: OwnerId, asset: Asset): number =>
    rights
      .filter((each) => each.owner === owner && each.asset === asset)
      .reduce((sum, each) => sum + each.amount, 0);
  const view = (owner: OwnerId): RightsView => ({
    owner,
    held: [...new Set(rights.filter((each) => each.owner === owner).map(({ asset }) => asset))]
      .map((asset) => ({ asset, amount: heldOf(owner, asset), untilMs: epochMs(Date.now() + HOUR_MS) }))
      .filter(({ amount }) => amount > 0),
    isClockSuspect,
  });
  const giveBack = (basketId: EntryId): void => {
    const ended = rights.filter((each) => each.basketId === basketId);
    rights = rights.filter((each) => each.basketId !== basketId);
    for (const { owner, asset, amount } of ended) {
      const key = keyOf(owner, asset);
      atHq.set(key, (atHq.get(key) ?? 0) + amount);
      moved(owner);
    }
  };
  const take = (owner: OwnerId, asset: Asset, amount: number, basketId: EntryId): void => {
    let left = amount;
    const own = rights.filter((each) => each.owner === owner && each.asset === asset);
    for (const each of own.sort(
      (a, b) => Number(b.basketId === basketId) - Number(a.basketId === basketId),
    )) {
      const part = Math.min(left, each.amount);
      each.amount -= part;
      left -= part;
    }
    if (left > 0) throw new Error(`more was spent than was held: ${asset} ${left}`);
  };
  return {
    held: ({ owner }) => ok(view(owner)),
    acquire: ({ basketId, owner, asset, amount }) => {
      const held = heldOf(owner, asset);
      if (isClockSuspect) return fail(failure('REDEEM-CLOCK'));
      if (held >= amount) return ok(view(owner));
      if (isAway) return fail(failure('REDEEM-OFFLINE', { asset, largest: held }));
      if (refusal) return fail(failure(refusal, { asset, largest: held }));
      const left = atHq.get(keyOf(owner, asset)) ?? 0;
      if (held + left < amount) return fail(failure('REDEEM-SHORT', { asset, largest: held + left }));
      atHq.set(keyOf(owner, asset), left - (amount - held));
      rights.push({ owner, asset, amount: amount - held, basketId });
      moved(owner);
      return ok(view(owner));
    },
    abandon: ({ basketId }) => {
      giveBack(basketId);
      return ok(null);
    },
    heldBy: (owner) =>
      isClockSuspect ? [] : view(owner).held.map(({ asset, amount }) => ({ asset, amount })),
    spend: (basketId, member, { effects }) => {
      for (const { effect, asset, amount, to, cardId } of effects) {
        const owner = cardId === undefined ? member : (`card:${cardId}` as const);
        if (effect === 'REDEEM' && to === undefined && owner) take(owner, asset, amount, basketId);
      }
      giveBack(basketId);
    },
    lease: (owner, asset, amount) => {
      rights.push({ owner, asset, amount, basketId: null });
      moved(owner);
    },
    lose: (owner, asset) => {
      rights = rights.filter((each) => each.owner !== owner || each.asset !== asset);
    },
    leave: (owner, asset, amount) => void atHq.set(keyOf(owner, asset), amount),
    refuseWith: (code) => {
      refusal = code;
    },
    setAway: (nowAway) => {
      isAway = nowAway;
    },
    setClockSuspect: (isSuspect) => {
      isClockSuspect = isSuspect;
    },
    open: () =>
      rights.flatMap(({ basketId, amount }) => (basketId && amount > 0 ? [{ basketId, amount }] : [])),
  };
}
