import { ProgressBar } from 'react-aria-components';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { tierById } from '../../../shared/loyalty/tier/tier.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import styles from './next-tier-bar.module.css';
import { useLoyaltyWords } from './use-loyalty-words.ts';

type NextTierBarProps = {
  readonly member: MemberRow;
  readonly programme: Programme;
  readonly outcome: Outcome | null;
};

/** How far it is to the next tier, after this purchase: a picture with its figure. */
export function NextTierBar({ member, programme, outcome }: NextTierBarProps) {
  const t = useText();
  const figures = useFigures();
  const words = useLoyaltyWords(programme);
  const next = outcome?.explanation.nextTier;
  const tier = next && tierById(programme, next.tierId);
  if (!next || !tier)
    return (
      <div className={styles.place}>
        <Captions
          sentence={outcome && !next ? t('member.topTier') : ''}
          outcome={outcome}
          programme={programme}
        />
      </div>
    );
  const ownFromMinor = tierById(programme, member.tierId)?.from ?? 0;
  const wayMinor = tier.from - ownFromMinor;
  const doneMinor = Math.max(0, Math.min(wayMinor, wayMinor - next.short));
  const name = figures.name(next.name);
  const sentence =
    next.short === 0
      ? t('member.tierReached', { tier: name })
      : t('member.toNextTier', { amount: words.tierDistance(next), tier: name });
  return (
    <ProgressBar
      className={styles.place ?? ''}
      aria-label={sentence}
      value={doneMinor}
      maxValue={wayMinor}
      data-part="next-tier"
    >
      <Bar doneMinor={doneMinor} wayMinor={wayMinor} />
      <Captions sentence={sentence} outcome={outcome} programme={programme} />
    </ProgressBar>
  );
}

type CaptionsProps = {
  readonly sentence: string;
  readonly outcome: Outcome | null;
  readonly programme: Programme;
};

/** The next tier on the left, the next reward on the right. */
function Captions({ sentence, outcome, programme }: CaptionsProps) {
  const t = useText();
  const { name } = useFigures();
  const words = useLoyaltyWords(programme);
  const reward = outcome?.explanation.nextReward;
  return (
    <span className={styles.captions}>
      <span>{sentence}</span>
      {reward ? (
        <span className={styles.reward} data-part="next-reward">
          {t('member.toReward', {
            amount: words.amount(reward.asset, reward.short),
            reward: name(reward.name),
          })}
        </span>
      ) : null}
    </span>
  );
}

/** SVG, because the page's policy allows no style attribute to carry a width. */
function Bar({ doneMinor, wayMinor }: { readonly doneMinor: number; readonly wayMinor: number }) {
  return (
    <svg className={styles.bar} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.way} width="100" height="4" />
      <rect className={styles.done} width={(100 * doneMinor) / Math.max(1, wayMinor)} height="4" />
    </svg>
  );
}
