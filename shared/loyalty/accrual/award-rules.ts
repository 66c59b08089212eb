/** Awards of one receipt: once, or for every so much that the covered goods reach (QST-5, QST-6). */
import { minor, ONE_UNIT_MILLI } from '../../kernel/units.ts';
import type { AwardGive, ForEvery, PrivilegeGive } from '../programme/give.ts';
import { type AccrualRun, type Applied, reasonOf, type Share, tellMissed } from './accrual-run.ts';
import { applies } from './applies.ts';
import { awardShares } from './award-share.ts';
import { paidUnits } from './earning-line.ts';
import { owns } from './owns.ts';

export const awardRules = (run: AccrualRun): readonly Share[] =>
  run.compiled.awards.flatMap((each) => {
    const applied = applies(run, each);
    if (!applied) return [];
    const { award } = each.rule.give;
    return awardShares(applied, { award, times: timesOf(run, applied), owns: owns(run.member) });
  });

/** Told and printed; of no amount (EXP-1). */
export const privilegeRules = (run: AccrualRun): readonly Share[] =>
  run.compiled.privileges.flatMap((each) => {
    const applied: Applied<PrivilegeGive> | null = applies(run, each);
    if (!applied) return [];
    const award = { kind: 'privilege', text: each.rule.give.text } as const;
    return [{ reason: reasonOf(applied, { part: 'privilege', asset: null, award }), amount: 0 }];
  });

function timesOf(run: AccrualRun, { each, covered, baseMinor, times }: Applied<AwardGive>): number {
  const { forEvery } = each.rule.give;
  if (!forEvery) return 1;
  const units = covered.reduce((sum, line) => sum + paidUnits(line), 0);
  const found = 'units' in forEvery ? units / forEvery.units : baseMinor / forEvery.sumMinor;
  if (found < 1) tellMissed(run, each, short(forEvery, { units, baseMinor }));
  return Math.min(times, Math.floor(found));
}

const short = (forEvery: ForEvery, { units, baseMinor }: { units: number; baseMinor: number }) =>
  'units' in forEvery
    ? ({ kind: 'quantityTooSmall', shortMilli: (forEvery.units - units) * ONE_UNIT_MILLI } as const)
    : ({ kind: 'sumTooSmall', shortMinor: minor(forEvery.sumMinor - baseMinor) } as const);
