import { basketTotalMinor } from '../../../shared/basket/basket.ts';
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { PunctaBridge } from '../../../shared/ipc/contract.ts';
import type { SaleDone } from '../../../shared/ipc/sale-draft.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { asId, type EntryId } from '../../../shared/kernel/ids.ts';
import { minuteOfDay } from '../../../shared/kernel/time-of-day.ts';
import { epochMs, type Minor } from '../../../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import type { CompiledProgramme } from '../../../shared/loyalty/compile/compiled.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { TillStore } from '../../store/till-store.ts';
import type { BasketMirror } from './basket-mirror.ts';
import { type PricingInput, price, programmeFor } from './pricing.ts';
import type { SaleState } from './sale-state.ts';
import { amountOf, type Held, heldOf, paymentOf, wholeOf } from './spend.ts';
import type { Trial } from './spend-figures.ts';
import type { TaskQueue } from './task-queue.ts';
import type { Value } from './value.ts';

/** What the sale is told of, for the device log; nothing waits for it. */
export type SaleWatcher = {
  readonly shown: (what: 'scanToLine' | 'memberToPanel' | 'payToDone', startedAtMs: number) => void;
  readonly scanFailed: (failure: Failure) => void;
};

export type SaleDeps = {
  readonly bridge: PunctaBridge;
  readonly store: TillStore;
  readonly status: Value<TillStatus | null>;
  readonly wallMs: () => number;
  /** Never runs backwards; for latencies only. */
  readonly nowMs: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly watcher: SaleWatcher;
};

export type SaleContext = {
  readonly deps: SaleDeps;
  readonly state: Value<SaleState>;
  readonly mirror: BasketMirror;
  readonly queue: TaskQueue;
  /** Requests for rights, one after the other; nothing else waits for them. */
  readonly asking: TaskQueue;
  /** The basket for which rights were asked for and not given back yet. */
  readonly askedFor: Value<EntryId | null>;
  readonly programmes: Value<readonly Programme[]>;
  readonly compile: (programme: Programme) => CompiledProgramme;
  readonly lastSale: Value<SaleDone | null>;
  /** Stops watching the attached member. */
  readonly unwatchMember: Value<() => void>;
};

export const change = ({ state }: SaleContext, changes: Partial<SaleState>): void =>
  state.set({ ...state.get(), ...changes });

/** Changes what the engine looks at and computes again, in one step: no screen ever shows half of it. */
export function changeAndPrice(context: SaleContext, changes: Partial<SaleState>): void {
  const next = { ...context.state.get(), ...changes };
  const status = context.deps.status.get();
  const date = status?.businessDate;
  const programme = date
    ? programmeFor(context.programmes.get(), date, status.programmeVersion)
    : next.programme;
  const store = status?.place?.store;
  const wallMs = epochMs(context.deps.wallMs());
  const minute = store ? minuteOfDay(wallMs, store.timeZone) : 0;
  const priced =
    programme && date && store
      ? priceTwice(context.compile(programme), next, {
          basket: next.basket,
          member: next.member?.row ?? null,
          store,
          businessDate: date,
          wallMs,
          minute,
          usage: next.usage,
        })
      : { outcome: null, whole: null };
  const isOnline = status?.hq.link === 'online';
  context.state.set({ ...next, programme, ...priced, isOnline, minute });
}

/** What the sale would be with another payment or other rights; shows nothing. */
export function trialOf({ state, deps, compile }: SaleContext): Trial {
  const { basket, member, programme, usage, minute } = state.get();
  const status = deps.status.get();
  const store = status?.place?.store;
  const date = status?.businessDate;
  const wallMs = epochMs(deps.wallMs());
  return (payment, held) =>
    programme && store && date
      ? price(compile(programme), {
          basket,
          member: member?.row ?? null,
          store,
          businessDate: date,
          wallMs,
          minute,
          usage,
          payment,
          held,
        })
      : null;
}

/** With what is held here, and with all that is the member's; once where both are the same. */
export function priceTwice(
  compiled: CompiledProgramme,
  { member, spend }: Pick<SaleState, 'member' | 'spend'>,
  input: PricingInput,
): Pick<SaleState, 'outcome' | 'whole'> {
  const payment = paymentOf(spend);
  const held = member ? heldOf(spend, member.row.id) : [];
  const all = member ? wholeOf(member) : [];
  const outcome = price(compiled, { ...input, payment, held });
  return {
    outcome,
    whole: coversAll(held, all) ? outcome : price(compiled, { ...input, payment, held: all }),
  };
}

const coversAll = (held: Held, all: Held): boolean =>
  all.every(({ asset, amount }) => amountOf(held, asset) >= amount);

export const tell = (context: SaleContext, failure: Failure): void =>
  change(context, { notice: { kind: 'failure', failure } });

export const hint = (context: SaleContext, key: UiKey, params: Readonly<Record<string, string>> = {}): void =>
  change(context, { notice: { kind: 'hint', key, params } });

export const newBasketId = ({ deps }: SaleContext): EntryId =>
  asId(uuidV7(epochMs(deps.wallMs()), deps.randomBytes(UUID_RANDOM_BYTES)));

/** The sum on the screen: the engine's, or the shelf prices while no programme is here yet. */
export const shownTotalMinor = (state: SaleState): Minor =>
  state.outcome?.totalMinor ?? basketTotalMinor(state.basket);
