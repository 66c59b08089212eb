import { ProgressBar } from 'react-aria-components';
import { minor } from '../../../shared/kernel/units.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { tierById } from '../../../shared/loyalty/tier/tier.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import styles from './next-tier-bar.module.css';

type NextTierBarProps = {
  readonly member: MemberRow;
  readonly programme: Programme;
  readonly outcome: Outcome | null;
};

/** How far it is to the next tier, after this purchase: a picture with its figure. */
export function NextTierBar({ member, programme, outcome }: NextTierBarProps) {
  const t = useText();
  const figures = useFigures();
  const next = outcome?.explanation.nextTier;
  const tier = next && tierById(programme, next.tierId);
  if (!next || !tier)
    return <div className={styles.place}>{outcome && !next ? t('member.topTier') : null}</div>;
  const ownFromMinor = tierById(programme, member.tierId)?.from ?? 0;
  const wayMinor = tier.from - ownFromMinor;
  const doneMinor = Math.max(0, Math.min(wayMinor, wayMinor - next.short));
  const name = figures.name(next.name);
  const words =
    next.short === 0
      ? t('member.tierReached', { tier: name })
      : t('member.toNextTier', { amount: figures.moneyWithUnit(minor(next.short)), tier: name });
  return (
    <ProgressBar
      className={styles.place ?? ''}
      aria-label={words}
      value={doneMinor}
      maxValue={wayMinor}
      data-part="next-tier"
    >
      <Bar doneMinor={doneMinor} wayMinor={wayMinor} />
      <span>{words}</span>
    </ProgressBar>
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
