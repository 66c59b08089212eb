/** One till: what its disk holds, and what it makes of it. Everything below `disk` is a fold of the chain or may be lost. */
import type { EffectId, EntryId, LeaseId, StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { NO_RIGHTS, type TillRights } from '../../shared/lease/rights.ts';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import type { ClockState, HeardTime } from '../../shared/ledger/clock.ts';
import { type PushCursor, unknownCursor } from '../../shared/sync/push-cursor.ts';
import type { SignedGrant } from '../hq/hq-state.ts';
import type { Basket } from '../shop/basket.ts';
import type { Sim } from '../sim.ts';
import { type Disk, emptyDisk, genesisTip } from './disk.ts';
import type { SimEntry } from './entry.ts';

export type Till = {
  readonly id: TillId;
  readonly store: number;
  readonly storeId: StoreId;
  /** In a store that talks to HQ at night only, minutes of the day; null: all day. */
  readonly window: { readonly from: number; readonly to: number } | null;
  up: boolean;
  /** Destroyed for good, with its disk. */
  gone: boolean;
  stolen: boolean;
  /** Rises with every fall and every new epoch: what was under way before is nobody's any more. */
  life: number;
  skewMs: number;
  disk: Disk;
  tip: ChainTip;
  rights: TillRights;
  /** What own entries have taken back of an effect. */
  undone: Map<EffectId, number>;
  /** Grants that no entry has used yet, in a file beside the journal. */
  grants: Map<LeaseId, SignedGrant>;
  grantsAfter: number;
  acknowledged: Set<EntryId>;
  /** HQ has acknowledged every entry up to this seq. */
  acknowledgedUpto: number;
  hqWord: { logIndex: number; timeMs: number };
  heard: HeardTime | null;
  cursor: PushCursor;
  /** What ended epochs left, until HQ has it all. */
  older: OldChain[];
  basket: Basket | null;
  isInRound: boolean;
  /** Somebody with a code is on the way. */
  renewalIsComing: boolean;
  renewedAtHqMs: number;
};

export type OldChain = { readonly epoch: number; readonly entries: readonly SimEntry[]; sentUpto: number };

export function createTill(id: TillId, store: number, window: Till['window']): Till {
  return {
    id,
    store,
    storeId: `store-${store}` as StoreId,
    window,
    up: true,
    gone: false,
    stolen: false,
    life: 0,
    skewMs: 0,
    disk: emptyDisk(id, 1),
    tip: genesisTip(id, 1),
    rights: NO_RIGHTS,
    undone: new Map(),
    grants: new Map(),
    grantsAfter: 0,
    acknowledged: new Set(),
    acknowledgedUpto: 0,
    hqWord: { logIndex: 0, timeMs: 0 },
    heard: null,
    cursor: unknownCursor,
    older: [],
    basket: null,
    isInRound: false,
    renewalIsComing: false,
    renewedAtHqMs: 0,
  };
}

export const isServing = (till: Till): boolean => till.up && !till.gone && !till.stolen;

export const wallMs = (sim: Sim, till: Till): EpochMs => (sim.agenda.nowMs() + till.skewMs) as EpochMs;

/** What the next entry's chain time will be. */
export const nextAtMs = (sim: Sim, till: Till): EpochMs =>
  sim.protocol.chainTimeMs({
    wallMs: wallMs(sim, till),
    lastAtMs: till.tip.atMs,
    hqTimeMs: till.hqWord.timeMs as EpochMs,
  });

export const clockOf = (sim: Sim, till: Till): ClockState => sim.protocol.clockState(clockFacts(sim, till));

export const clockFacts = (sim: Sim, till: Till) => ({
  wallMs: wallMs(sim, till),
  elapsedMs: sim.agenda.nowMs(),
  hqTimeMs: till.hqWord.timeMs as EpochMs,
  heard: till.heard,
});

export const unusedGrants = (till: Till) => [...till.grants.values()].map(({ grant }) => grant);
