import { Hash, ScanBarcode } from 'lucide-react';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { PrintJobView, SpoolAction } from '../../../shared/ipc/views.ts';
import { type FailureCode, failure } from '../../../shared/kernel/failure.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { Loads } from '../../store/loads.ts';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { shownTotalMinor } from '../model/sale-context.ts';
import type { SaleActions } from '../model/sale-session.ts';
import { type SaleState, selectedLine } from '../model/sale-state.ts';
import { BasketList } from './basket-list.tsx';
import { DonePanel } from './done-panel.tsx';
import { MemberPanel } from './member-panel.tsx';
import { OffersPanel } from './offers-panel.tsx';
import { OffersStrip } from './offers-strip.tsx';
import { PayPanel } from './pay-panel.tsx';
import { PrinterQuestion } from './printer-question.tsx';
import { SaleKeys } from './sale-keys.tsx';
import styles from './sale-screen.module.css';
import { useSpokenNotice } from './use-spend-words.ts';

export type SaleScreenProps = {
  readonly state: SaleState;
  readonly status: TillStatus;
  readonly loads: Loads;
  readonly jobs: readonly PrintJobView[];
  readonly actions: SaleActions;
  readonly onMenu: () => void;
  readonly onResolve: (jobId: number, action: SpoolAction) => void;
};

/** The three fixed zones: basket on the left, member above and keys below on the right. Nothing moves between them. */
export function SaleScreen(props: SaleScreenProps) {
  const { state, actions, status, loads, jobs, onMenu, onResolve } = props;
  const isDone = state.phase === 'done' && state.finished !== null;
  return (
    <main className={styles.sale} data-screen="sale" data-phase={state.phase}>
      <section className={styles.basket}>
        <ScanField state={state} />
        <BasketList
          lines={isDone ? (state.finished?.lines ?? []) : state.basket.lines}
          programme={state.programme}
          outcome={isDone ? (state.finished?.outcome ?? null) : state.outcome}
          selectedN={isDone ? null : (selectedLine(state)?.n ?? null)}
          isFinished={isDone}
          onSelect={actions.select}
        />
        <NoticePlace state={state} status={status} jobs={jobs} actions={actions} onResolve={onResolve} />
        <Total state={state} />
      </section>
      <section className={styles.side}>
        {isDone && state.finished ? (
          <DonePanel
            finished={state.finished}
            programme={state.programme}
            printer={status.printer.state}
            jobs={jobs}
            onNext={actions.nextSale}
          />
        ) : state.phase === 'open' ? (
          <>
            {state.armed === 'offers' || state.armed === 'gift' ? (
              <OffersPanel state={state} actions={actions} />
            ) : (
              <MemberPanel
                state={state}
                loads={loads}
                isOnline={status.hq.link === 'online'}
                onDetach={actions.detachMember}
              />
            )}
            <SaleKeys state={state} actions={actions} onMenu={onMenu} />
          </>
        ) : (
          <PayPanel state={state} actions={actions} />
        )}
      </section>
    </main>
  );
}

/** Whatever is typed into the sale is read here: a code, or the new quantity of the marked line. */
function ScanField({ state }: { readonly state: SaleState }) {
  const t = useText();
  const line = selectedLine(state);
  if (state.phase === 'open' && state.armed === 'quantity' && line)
    return (
      <div className={styles.scan}>
        <TypedField
          label={t('sale.setQuantity')}
          value={state.typed}
          placeholder={t('sale.newQuantity', { name: line.name })}
          icon={<Hash className={styles.scanIcon} aria-hidden="true" />}
          unit={t(`unit.${line.unit}`)}
          isHome
        />
      </div>
    );
  const isArmed = state.armed === 'scan' && (state.phase === 'open' || state.phase === 'done');
  return (
    <div className={styles.scan}>
      <TypedField
        label={t('sale.scan')}
        value={isArmed ? state.typed : ''}
        placeholder={t(state.phase === 'done' ? 'sale.nextIsNew' : 'sale.scan')}
        icon={<ScanBarcode className={styles.scanIcon} aria-hidden="true" />}
        isArmed={isArmed}
        isHome
      />
    </div>
  );
}

type NoticePlaceProps = Pick<SaleScreenProps, 'state' | 'status' | 'jobs' | 'actions' | 'onResolve'>;

/**
 * One sentence at a time: what the cashier did last, what the printer asks, what stands until somebody acts; else what
 * can be taken or was nearly reached. The key to the offers stands beside whatever stays.
 */
function NoticePlace({ state, status, jobs, actions, onResolve }: NoticePlaceProps) {
  const spoken = useSpokenNotice(state.programme);
  const asking = jobs.find((job) => job.state === 'unknown');
  if (state.notice === null && asking)
    return <PrinterQuestion job={asking} onResolve={onResolve} className={styles.notice} />;
  const standing = standingNotice(status);
  if (state.notice !== null || state.phase === 'done')
    return <Notice notice={spoken(state.notice ?? standing)} className={styles.notice} />;
  return <OffersStrip state={state} actions={actions} standing={standing} className={styles.notice} />;
}

/** What stands until somebody acts: the printer first, then the clock. A till that needs a code has a banner above. */
function standingNotice(status: TillStatus): NoticeContent | null {
  const code = standingCode(status);
  return code && { kind: 'failure', failure: failure(code) };
}

function standingCode({ printer, clock }: TillStatus): FailureCode | null {
  if (printer.state === 'blocked' && printer.code !== 'PRINTER-UNKNOWN') return printer.code;
  return clock === 'suspect' ? 'CLOCK-SUSPECT' : null;
}

function Total({ state }: { readonly state: SaleState }) {
  const t = useText();
  const { moneyWithUnit } = useFigures();
  const { finished } = state;
  const lines = finished?.lines ?? state.basket.lines;
  const savedMinor = finished?.done.receipt.totals.discountMinor ?? state.outcome?.discountMinor ?? minor(0);
  const totalMinor = finished?.done.receipt.totals.totalMinor ?? shownTotalMinor(state);
  return (
    <div className={classNames(styles.total, finished !== null && styles.settled)} data-part="total">
      <span className={styles.totalWords}>
        <span className={styles.totalLabel}>{t('sale.total')}</span>
        <span className={styles.totalLines}>{t('sale.lines', { count: lines.length })}</span>
        {savedMinor > 0 ? (
          <span className={styles.saved} data-part="saved">
            {t('sale.saved', { amount: moneyWithUnit(savedMinor) })}
          </span>
        ) : null}
      </span>
      <Money value={totalMinor} size="figure" />
    </div>
  );
}
