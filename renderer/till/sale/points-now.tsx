import { points } from '../../../shared/kernel/units.ts';
import type { FiredRule } from '../../../shared/loyalty/outcome/explanation.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { type Figures, useFigures, useText } from '../../ui/text.tsx';
import styles from './member-panel.module.css';
import { usePointWord } from './use-point-word.ts';

const SHOWN_REASONS = 3;

type PointsNowProps = {
  readonly outcome: Outcome | null;
  readonly programme: Programme;
  readonly hasLines: boolean;
};

/** What this purchase brings, and why: the reasons sum to the figure. */
export function PointsNow({ outcome, programme, hasLines }: PointsNowProps) {
  const t = useText();
  const figures = useFigures();
  const { scale } = programme.point;
  const pointWord = usePointWord(programme);
  const earned = outcome?.earnedPoints ?? points(0);
  const { fired = [] } = outcome?.explanation ?? {};
  const ofPoints = fired.filter(({ asset, amount }) => asset === 'points' && amount !== 0);
  const bases = ofPoints.filter(({ part }) => part === 'base').length;
  return (
    <div className={styles.now} data-part="points-now">
      <span className={styles.caption}>{t('member.now')}</span>
      <span className={styles.nowFigure}>
        +{figures.points(earned, scale)} <span className={styles.unit}>{pointWord(earned)}</span>
      </span>
      {earned === 0 ? (
        <span className={styles.detail}>{t(hasLines ? 'member.nothingEarns' : 'member.nothingYet')}</span>
      ) : (
        <ul className={styles.reasons}>
          {ofPoints.slice(0, SHOWN_REASONS).map((rule) => (
            <li key={`${rule.ruleId}-${rule.part}`}>
              <span className={styles.reasonPoints}>{figures.points(points(rule.amount), scale)}</span>{' '}
              {reasonName(rule, figures, bases > 1 ? null : t('reason.base'))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A single base needs no name of its own. */
function reasonName(rule: FiredRule, { name }: Figures, base: string | null): string {
  if (rule.part === 'base' && base !== null) return base;
  return rule.part === 'tier' && rule.tierName ? name(rule.tierName) : name(rule.name);
}
