/** The case's programmes as they are at a moment: with what `config` changed, without what is switched off. */

import { type VectorProgramme, zProgrammeFields, zReward } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { Untranslatable } from '../untranslatable.ts';
import type { Settings } from './order.ts';
import type { Placed } from './programme-names.ts';

export function programmesNow(
  each: BasketCase,
  { suspended, changes }: Settings,
  priceList: string | null,
): readonly Placed[] {
  const placed = each.programmes.map((programme, at) => ({
    at,
    programme: changes.reduce((now, change) => changedBy(now, change), programme),
  }));
  return placed.filter(
    ({ programme }) =>
      programme.active !== false &&
      !(suspended.includes(programme.id) && runsByItself(programme)) &&
      (!programme.price_lists || (priceList !== null && programme.price_lists.includes(priceList))),
  );
}

/** A programme that waits for its code runs when the code is given, and nothing before that switches it off. */
const runsByItself = ({ rules }: VectorProgramme): boolean =>
  !(rules ?? []).some(({ code }) => code !== undefined);

function changedBy(
  programme: VectorProgramme,
  change: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): VectorProgramme {
  const own = { ...programme, ...change[programme.id] };
  const rewards = programme.rewards.map((reward) => read(zReward, { ...reward, ...change[reward.id] }));
  return read(zProgrammeFields, { ...own, rewards: change[programme.id]?.['rewards'] ?? rewards });
}

function read<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success || result.data === undefined) throw new Untranslatable('a change to something unknown');
  return result.data;
}
