/** REF-1 … REF-3: the first purchase that qualifies rewards the newcomer and the member who brought them. */
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { AccrualRun, Share } from './accrual-run.ts';
import { applies } from './applies.ts';
import { awarded, awardShares } from './award-share.ts';
import { owns } from './owns.ts';

export type Referred = { readonly shares: readonly Share[]; readonly effects: readonly OutcomeEffect[] };

/** The referrer's part is an effect only: it is no reason of this member's receipt. */
export function referralRules(run: AccrualRun): Referred {
  const { referredBy } = run.member;
  const shares: Share[] = [];
  const effects: OutcomeEffect[] = [];
  if (!referredBy || referredBy.memberId === run.member.id) return { shares, effects };
  for (const each of run.compiled.referrals) {
    const applied = applies(run, each);
    if (!applied) continue;
    const { newcomer, referrer, maxReferrals } = each.rule.give;
    shares.push(...awardShares(applied, { award: newcomer, times: 1, owns: owns(run.member) }));
    const { asset, ...given } = awarded(referrer, 1);
    if (asset && referredBy.referrals < maxReferrals)
      effects.push({ effect: 'EARN', asset, ...given, ruleId: each.rule.id, to: referredBy.memberId });
  }
  return { shares, effects };
}
