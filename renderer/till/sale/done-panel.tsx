import { CircleCheck, Gift } from 'lucide-react';
import { Fragment } from 'react';
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { PrintJobView, PrintState } from '../../../shared/ipc/views.ts';
import type { EntryId } from '../../../shared/kernel/ids.ts';
import { points } from '../../../shared/kernel/units.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { LoyaltyBlock } from '../../../shared/receipt/model.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import type { FinishedSale } from '../model/sale-state.ts';
import { AlsoEarned } from './also-earned.tsx';
import styles from './done-panel.module.css';
import { useLoyaltyWords } from './use-loyalty-words.ts';
import { usePointWord } from './use-point-word.ts';
import { cardEnd } from './use-spend-words.ts';

type DonePanelProps = {
  readonly finished: FinishedSale;
  readonly programme: Programme | null;
  readonly printer: TillStatus['printer']['state'];
  readonly jobs: readonly PrintJobView[];
  readonly onNext: () => void;
};

const JOB_WORDS = {
  queued: 'done.printing',
  preflight: 'done.printing',
  sending: 'done.printing',
  sent: 'done.printed',
  confirmed: 'done.printed',
  blocked: 'done.waits',
  unknown: 'done.asks',
  cancelled: 'done.kept',
  superseded: 'done.kept',
} as const satisfies Record<PrintState, UiKey>;

/** How this very receipt fares: the printer may be busy with another one. */
function receiptWords(entryId: EntryId, { jobs, printer }: Pick<DonePanelProps, 'jobs' | 'printer'>): UiKey {
  if (printer === 'off') return 'done.noPrinter';
  const own = jobs.filter((job) => job.entryId === entryId);
  const latest = own.toSorted((a, b) => a.id - b.id).at(-1);
  return latest ? JOB_WORDS[latest.state] : 'done.printing';
}

/** The sale is durable. The change is what the cashier reads now, from an arm's length. */
export function DonePanel({ finished, programme, printer, jobs, onNext }: DonePanelProps) {
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
        {done.receipt.spent ? null : (
          <>
            <dt>{t('done.total')}</dt>
            <dd>
              <Money value={totals.totalMinor} />
            </dd>
          </>
        )}
        {totals.discountMinor > 0 && !done.receipt.spent ? (
          <>
            <dt>{t('done.saved')}</dt>
            <dd className={styles.plus}>
              <Money value={totals.discountMinor} />
            </dd>
          </>
        ) : null}
        <Spent finished={finished} programme={programme} />
        <dt>{t('done.given')}</dt>
        <dd>
          <Money value={givenMinor} />
        </dd>
      </dl>
      <HandOver finished={finished} programme={programme} />
      {loyalty ? <Earned loyalty={loyalty} finished={finished} programme={programme} /> : null}
      <p className={styles.receipt}>
        {t('done.receipt', { number })}
        {' · '}
        {t(receiptWords(done.entryId, { jobs, printer }))}
      </p>
      <p className={styles.hint}>{t('done.hint')}</p>
      <Button tone="accent" size="large" className={styles.next} onPress={onNext} shortcut="Enter">
        {t('done.next')}
      </Button>
    </div>
  );
}

type FinishedProps = { readonly finished: FinishedSale; readonly programme: Programme | null };

/** What paid besides money. */
function Spent({ finished, programme }: FinishedProps) {
  const t = useText();
  const words = useLoyaltyWords(programme);
  const { spent } = finished.done.receipt;
  if (!spent) return null;
  const rows = [
    {
      key: 'points',
      word: t('done.paidPoints'),
      detail: words.amount('points', spent.points),
      amountMinor: spent.pointsMinor,
    },
    { key: 'wallet', word: t('done.paidWallet'), detail: '', amountMinor: spent.walletMinor },
    ...spent.giftCards.map(({ cardId, amountMinor }) => ({
      key: cardId,
      word: t('done.paidCard', { card: cardEnd(cardId) }),
      detail: '',
      amountMinor,
    })),
  ].filter(({ amountMinor }) => amountMinor > 0);
  return rows.map(({ key, word, detail, amountMinor }) => (
    <Fragment key={key}>
      <dt data-part="spent">
        {word} {detail === '' ? null : <span className={styles.quiet}>{detail}</span>}
      </dt>
      <dd>
        <Money value={amountMinor} />
      </dd>
    </Fragment>
  ));
}

/** What leaves the counter beside the goods must not be forgotten. */
function HandOver({ finished, programme }: FinishedProps) {
  const words = useLoyaltyWords(programme);
  const gifts = finished.done.receipt.explanation.fired.filter(({ award }) => award?.kind === 'gift');
  if (gifts.length === 0) return null;
  return (
    <p className={styles.handOver} data-part="hand-over">
      <Gift aria-hidden="true" /> {gifts.map((gift) => words.award(gift)).join(' · ')}
    </p>
  );
}

type EarnedProps = FinishedProps & { readonly loyalty: LoyaltyBlock };

function Earned({ loyalty, finished, programme }: EarnedProps) {
  const t = useText();
  const figures = useFigures();
  const pointWord = usePointWord(programme);
  const { scale, earnedPoints, availablePoints, pendingPoints } = loyalty;
  const hasSpent = loyalty.spent.some(({ asset }) => asset === 'points');
  const worded = (value: number): string => `${figures.points(points(value), scale)} ${pointWord(value)}`;
  return (
    <dl className={styles.earned} data-part="earned">
      <dt>
        {finished.memberLabel} <span className={styles.quiet}>{t('done.earned')}</span>
      </dt>
      <dd className={styles.plus}>+{worded(earnedPoints)}</dd>
      <dd className={styles.also}>
        <AlsoEarned outcome={finished.outcome} programme={programme} withoutGifts />
      </dd>
      <dt>{t(hasSpent ? 'done.left' : 'done.balance')}</dt>
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
