/** RPL-5: what a window does at Pay: the engine for the screen, then main, which runs it again and signs its own result. */
import type { Basket } from '../../shared/basket/basket.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { ReplayClock } from '../replay-clock.ts';
import { replayStore } from '../shop/place.ts';
import type { Timings } from '../timings.ts';
import type { ReplayTill } from './replay-till.ts';

export type Selling = {
  readonly till: ReplayTill;
  readonly clock: ReplayClock;
  readonly compiled: CompiledProgramme;
  readonly timings: Timings;
};

export type Sold = { readonly grossMinor: number; readonly points: number };

/** Paid exactly, in cash. A basket that was sold before gives its sale again (JRN-3). */
export async function sell(
  { till, clock, compiled, timings }: Selling,
  { basket, member }: { readonly basket: Basket; readonly member: MemberRow | null },
): Promise<Sold> {
  const wallMs = clock.nowMs();
  const businessDate = businessDateOf(wallMs, replayStore.timeZone);
  const seen = { lines: basket.lines, member, taxes: replayStore.taxes, clock: { wallMs, businessDate } };
  const { totalMinor, earnedPoints } = timings.measure('engine', () => compute(compiled, seen));
  const draft: SaleDraft = {
    basketId: basket.id,
    lines: basket.lines,
    member,
    tenders: [{ kind: 'cash', amountMinor: totalMinor }],
    programmeVersion: compiled.programme.version,
    businessDate,
    shown: { totalMinor, earnedPoints },
  };
  const done = await timings.measureAsync('commit', () => till.call('sale.commit', draft));
  return { grossMinor: totalMinor, points: done.receipt.loyalty?.earnedPoints ?? 0 };
}
