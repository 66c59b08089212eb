import { CircleCheck } from 'lucide-react';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import { points } from '../../../shared/kernel/units.ts';
import type { LoyaltyBlock } from '../../../shared/receipt/model.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import type { FinishedSale } from '../model/sale-state.ts';
import styles from './done-panel.module.css';

type DonePanelProps = {
  readonly finished: FinishedSale;
  readonly printer: TillStatus['printer']['state'];
  readonly onNext: () => void;
};

const PRINTER_WORDS = {
  ready: 'done.printing',
  printing: 'done.printing',
  blocked: 'done.waits',
  asks: 'done.asks',
  off: 'done.noPrinter',
} as const;

/** The sale is durable. The change is what the cashier reads now, from an arm's length. */
export function DonePanel({ finished, printer, onNext }: DonePanelProps) {
  const t = useText();
  const { done, givenMinor } = finished;
  const { loyalty, totals, number } = done.receipt;
  return (
    <div className={styles.done} data-part="done" data-entry={done.entryId}>
      <p className={styles.paid}>
        <CircleCheck aria-hidden="true" /> {t('done.title')}
      </p>
      <div className={styles.change} data-part="change">
        <span className={styles.word}>{t(done.changeMinor > 0 ? 'done.change' : 'done.noChange')}</span>
        {done.changeMinor > 0 ? <Money value={done.changeMinor} size="change" /> : null}
      </div>
      <dl className={styles.sums}>
        <dt>{t('done.total')}</dt>
        <dd>
          <Money value={totals.totalMinor} />
        </dd>
        <dt>{t('done.given')}</dt>
        <dd>
          <Money value={givenMinor} />
        </dd>
      </dl>
      {loyalty ? <Earned loyalty={loyalty} label={finished.memberLabel} /> : null}
      <p className={styles.receipt}>
        {t('done.receipt', { number })}
        <br />
        {t(PRINTER_WORDS[printer])}
      </p>
      <p className={styles.hint}>{t('done.hint')}</p>
      <Button tone="accent" size="large" className={styles.next} onPress={onNext} shortcut="Enter">
        {t('done.next')}
      </Button>
    </div>
  );
}

type EarnedProps = { readonly loyalty: LoyaltyBlock; readonly label: string | null };

function Earned({ loyalty, label }: EarnedProps) {
  const t = useText();
  const figures = useFigures();
  const { scale, earnedPoints, availablePoints, pendingPoints } = loyalty;
  const worded = (value: number): string =>
    `${figures.points(points(value), scale)} ${t('member.points', { count: Math.floor(value / scale) })}`;
  return (
    <dl className={styles.earned} data-part="earned">
      <dt>{label}</dt>
      <dd />
      <dt>{t('done.earned')}</dt>
      <dd className={styles.plus}>+{worded(earnedPoints)}</dd>
      <dt>{t('done.balance')}</dt>
      <dd>
        {worded(availablePoints)}
        {pendingPoints > 0 ? (
          <span className={styles.pending}>
            {t('member.pending', { points: figures.points(pendingPoints, scale) })}
          </span>
        ) : null}
      </dd>
    </dl>
  );
}
