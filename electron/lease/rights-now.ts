/**
 * What may be spent at this moment of chain time: the chain's own fold, and HQ's grants beside it. The same view answers
 * the window and signs the sale, so a sale never spends what was not shown, nor the other way round.
 */

import type { RightsView } from '../../shared/ipc/rights-view.ts';
import type { EntryId, MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { type ChosenLeases, chooseLeases } from '../../shared/lease/choose-leases.ts';
import { type HeldAt, heldFor } from '../../shared/lease/held.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import type { TillRights } from '../../shared/lease/rights.ts';
import { hasRoomFor } from '../../shared/lease/rights-schema.ts';
import { chainTimeMs } from '../../shared/ledger/chain.ts';
import { clockState } from '../../shared/ledger/clock.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { rightsOf } from '../../shared/shift/till-state.ts';
import type { Desk } from '../till/desk.ts';

export type RightsNow = {
  readonly rights: TillRights;
  readonly atMs: EpochMs;
  readonly isClockSuspect: boolean;
  readonly held: (owner: OwnerId, asset: Asset) => number;
  /** Everything of one owner; assets of which nothing is held are left out. */
  readonly view: (owner: OwnerId) => RightsView;
  readonly choose: (owner: OwnerId, asset: Asset, amount: number) => ChosenLeases;
};

/** `basketId`: whose sale would spend; rights that another sale asked for are not its own. */
export function rightsNow(desk: Desk, { basketId, wallMs }: RightsAt): RightsNow {
  const { journal, grants } = desk;
  const { till, epoch, atMs: lastAtMs } = journal.tip();
  const atMs = chainTimeMs({ wallMs, lastAtMs, hqTimeMs: journal.hqWord().timeMs });
  const rights = rightsOf(journal.state());
  const at = (owner: OwnerId, asset: Asset): HeldAt => ({
    owner,
    asset,
    atMs,
    holder: { till, epoch },
    basketId,
  });
  const isClockSuspect = clockIsSuspect(desk, wallMs);
  const grantsOf = memoised((owner: OwnerId) => {
    const all = grants.ofOwner(owner);
    return hasRoomFor(rights, all) ? all : [];
  });
  const held = (owner: OwnerId, asset: Asset) => heldFor(rights, grantsOf(owner), at(owner, asset));
  return {
    rights,
    atMs,
    isClockSuspect,
    held: (owner, asset) => held(owner, asset).amount,
    view: (owner) => ({
      owner,
      held: assetsOf(owner, rights, grantsOf(owner)).flatMap((asset) => {
        const { amount, untilMs } = held(owner, asset);
        return untilMs === null ? [] : [{ asset, amount, untilMs }];
      }),
      isClockSuspect,
    }),
    choose: (owner, asset, amount) => chooseLeases(rights, grantsOf(owner), { ...at(owner, asset), amount }),
  };
}

export type RightsAt = { readonly basketId: EntryId | null; readonly wallMs: EpochMs };

export const cardOwner = (cardId: string): OwnerId => `card:${cardId}`;
export const ownerOf = (part: { readonly cardId?: string }, member: MemberId | null): OwnerId | null =>
  part.cardId === undefined ? member : cardOwner(part.cardId);

export const clockIsSuspect = ({ clock, journal, heard }: Desk, wallMs: EpochMs): boolean =>
  clockState({
    wallMs,
    elapsedMs: clock.elapsedMs(),
    hqTimeMs: journal.hqWord().timeMs,
    heard: heard.last(),
  }) === 'suspect';

function assetsOf(owner: OwnerId, { leases }: TillRights, grants: readonly LeaseGrant[]): readonly Asset[] {
  const accepted = Object.values(leases).filter((lease) => lease.owner === owner);
  return [...new Set([...accepted, ...grants].map(({ asset }) => asset))].sort();
}

function memoised<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
