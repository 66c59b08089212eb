import { minor } from '../../kernel/units.ts';
import type { FiredRule } from '../outcome/explanation.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { Share } from './accrual-run.ts';

export const firedOf = (shares: readonly Share[]): readonly FiredRule[] =>
  shares.map(({ reason, amount }) => ({ ...reason, amount, discountMinor: minor(0) }));

/** One effect per rule, asset and life of its own; what limits took back is taken off it. */
export function effectsOf(shares: readonly Share[]): readonly OutcomeEffect[] {
  const effects = new Map<string, OutcomeEffect>();
  for (const { reason, amount, validDays } of shares) {
    const { asset, ruleId } = reason;
    if (asset === null) continue;
    const key = `${ruleId} ${asset} ${validDays ?? ''}`;
    const life = validDays === undefined ? {} : { validDays };
    const before = effects.get(key)?.amount ?? 0;
    effects.set(key, { effect: 'EARN', asset, amount: before + amount, ruleId, ...life });
  }
  return [...effects.values()].filter(({ amount }) => amount > 0);
}
