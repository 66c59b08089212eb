/** Step 5: what a receipt brings its member (docs/spec/loyalty.md: ACC-n, QST-n, REF-n). Without a member, nothing. */

import type { RuleId } from '../../kernel/ids.ts';
import type { CompiledProgramme } from '../compile/compiled.ts';
import type { FiredRule, MissedRule, Progress } from '../outcome/explanation.ts';
import type { Offer, OutcomeEffect, Refusal } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';
import { type AccrualRun, beginAccrual, type Share } from './accrual-run.ts';
import { awardRules, privilegeRules } from './award-rules.ts';
import { refusedClaims } from './claimed.ts';
import type { EarningLine } from './earning-line.ts';
import { earningRules } from './earning-rules.ts';
import { questRules } from './quest-rules.ts';
import { cutToLimits } from './receipt-limits.ts';
import { referralRules } from './referral-rules.ts';
import { effectsOf, firedOf } from './share-effects.ts';

export type Accrual = {
  readonly fired: readonly FiredRule[];
  readonly missed: readonly MissedRule[];
  readonly effects: readonly OutcomeEffect[];
  readonly progress: readonly Progress[];
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
};

export const NOTHING: Accrual = {
  fired: [],
  missed: [],
  effects: [],
  progress: [],
  offers: [],
  refusals: [],
};

export function accrue(compiled: CompiledProgramme, seen: Seen, lines: readonly EarningLine[]): Accrual {
  const { member } = seen;
  const found = member ? accruedBy(beginAccrual(compiled, { seen, member, lines })) : NOTHING;
  return { ...found, refusals: refusedClaims(compiled, seen, toldBy(found)) };
}

function accruedBy(run: AccrualRun): Accrual {
  const quests = questRules(run);
  const referred = referralRules(run);
  const given = [...earningRules(run), ...awardRules(run), ...quests.shares, ...referred.shares];
  const privileges = privilegeRules(run);
  if (hasEarnedEnoughToday(run)) return nothingMore(run, given, privileges);
  const shares = cutToLimits(given, run.compiled.programme.limits?.pointsPerReceipt);
  return {
    ...NOTHING,
    fired: firedOf([...shares, ...privileges]),
    missed: run.missed,
    effects: [...effectsOf(shares), ...quests.effects, ...referred.effects],
    progress: quests.progress,
    offers: run.offers,
  };
}

/** Rules whose claim needs no refusal: they gave something, or a better one stands in for them. */
const toldBy = ({ fired, effects, missed }: Accrual): ReadonlySet<string> =>
  new Set([
    ...fired.map(({ ruleId }) => ruleId),
    ...effects.map(({ ruleId }) => ruleId),
    ...missed.flatMap(({ ruleId, reason }) => (reason.kind === 'beaten' ? [ruleId] : [])),
  ]);

/** ACC-15: so many receipts a day earn; a further one says so for every rule that would have given something. */
function hasEarnedEnoughToday({ compiled, seen }: AccrualRun): boolean {
  const most = compiled.programme.limits?.earningReceiptsPerMemberDay;
  if (most === undefined) return false;
  return (seen.usage?.find(({ ruleId }) => ruleId === 'earning')?.memberToday ?? 0) >= most;
}

function nothingMore(run: AccrualRun, given: readonly Share[], privileges: readonly Share[]): Accrual {
  const names = new Map(given.map(({ reason }) => [reason.ruleId as RuleId, reason.name]));
  const held = [...names].map(
    ([ruleId, name]): MissedRule => ({ ruleId, name, reason: { kind: 'limitReached' } }),
  );
  return { ...NOTHING, fired: firedOf(privileges), missed: [...run.missed, ...held] };
}
