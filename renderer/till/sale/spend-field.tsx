import { minor, points } from '../../../shared/kernel/units.ts';
import { worthOf } from '../../../shared/loyalty/redemption/points-worth.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import type { SaleState } from '../model/sale-state.ts';
import type { SpendPart } from '../model/spend.ts';
import { pointsRange } from '../model/spend-figures.ts';
import { readPoints } from '../model/typed-text.ts';
import { HeldHere } from './held-here.tsx';
import styles from './spend-field.module.css';
import { useLoyaltyWords } from './use-loyalty-words.ts';
import { usePointWord } from './use-point-word.ts';
import { cardEnd } from './use-spend-words.ts';

type Editing = NonNullable<SaleState['spend']['editing']>;
type SpendFieldProps = { readonly state: SaleState; readonly editing: Editing };

/** The amount of one part. Nothing typed means what stands there in grey: the suggestion. */
export function SpendField({ state, editing }: SpendFieldProps) {
  const t = useText();
  return (
    <div className={styles.part} data-part="spend-field" data-spend={editing.part}>
      <p className={styles.title}>{t(`spend.title.${editing.part}`)}</p>
      <Field state={state} editing={editing} />
      <div className={styles.facts}>
        <Facts state={state} part={editing.part} />
      </div>
    </div>
  );
}

function Field({ state, editing }: SpendFieldProps) {
  const t = useText();
  const { money, unit } = useFigures();
  const label = t(`spend.title.${editing.part}`);
  switch (editing.part) {
    case 'points':
      return <PointsField state={state} editing={editing} label={label} />;
    case 'wallet':
      return (
        <TypedField
          label={label}
          value={state.typed}
          placeholder={money(minor(editing.proposed))}
          unit={unit}
          size="amount"
        />
      );
    case 'giftCard':
      return <TypedField label={label} value={state.typed} size="amount" />;
  }
}

function PointsField({ state, editing, label }: SpendFieldProps & { readonly label: string }) {
  const t = useText();
  const figures = useFigures();
  const pointWord = usePointWord(state.programme);
  const point = state.programme?.point;
  if (!point) return null;
  const read = state.typed === '' ? null : readPoints(state.typed, point.scale);
  const amount = read === null ? editing.proposed : read.ok ? read.value : 0;
  const worth = figures.moneyWithUnit(worthOf(point, amount));
  return (
    <div className={styles.amount}>
      <TypedField
        label={label}
        value={state.typed}
        placeholder={figures.points(points(editing.proposed), point.scale)}
        unit={pointWord(amount)}
        size="amount"
        className={styles.field}
      />
      <span className={styles.worth} data-part="spend-worth">
        {t('spend.worth', { amount: worth })}
      </span>
    </div>
  );
}

type FactsProps = { readonly state: SaleState; readonly part: SpendPart };

/** What may be chosen and why not more. */
function Facts({ state, part }: FactsProps) {
  const t = useText();
  const { moneyWithUnit, points: pointFigure } = useFigures();
  const words = useLoyaltyWords(state.programme);
  if (part === 'giftCard')
    return (
      <>
        <p>{t('spend.cardHint')}</p>
        {(state.outcome?.redemption.giftCards ?? []).map(({ cardId, amountMinor }) => (
          <p key={cardId} className={styles.quiet}>
            {t('spend.cardName', { card: cardEnd(cardId) })}: −{moneyWithUnit(amountMinor)}
          </p>
        ))}
      </>
    );
  if (part === 'wallet') return <HeldHere state={state} asset="wallet" className={styles.quiet} />;
  const range = pointsRange(state);
  const sentences = [
    ...(range.largest > 0
      ? [
          t('spend.largest', {
            amount: words.amount('points', range.largest),
            worth: moneyWithUnit(range.largestMinor),
          }),
        ]
      : []),
    ...(state.programme?.redemption?.minimumPoints
      ? [t('spend.least', { amount: words.amount('points', range.smallest) })]
      : []),
    ...(range.step > 1
      ? [t('spend.steps', { amount: pointFigure(range.step, state.programme?.point.scale ?? 1) })]
      : []),
  ];
  return (
    <>
      <p data-part="spend-range">{sentences.join(' ')}</p>
      <HeldHere state={state} asset="points" className={styles.quiet} />
    </>
  );
}
