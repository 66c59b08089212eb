import {
  Clock4,
  Cloud,
  CloudOff,
  HardDrive,
  HardDriveDownload,
  History,
  KeyRound,
  MoonStar,
  OctagonAlert,
  Printer,
  PrinterCheck,
  TriangleAlert,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { HqLink, TillStatus } from '../../../shared/ipc/status.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { type Loads, loadedPercent, loadingNow } from '../../store/loads.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Figures, useFigures, useText } from '../../ui/text.tsx';
import styles from './status-strip.module.css';

export type StatusStripProps = {
  readonly status: TillStatus;
  readonly nowMs: EpochMs;
  /** How far the first load is; left out where nothing loads. */
  readonly loads?: Loads;
  readonly onMenu?: (() => void) | undefined;
  readonly onPrinter?: (() => void) | undefined;
  /** Opens the dialog for a code, where this till needs one. */
  readonly onRenew?: (() => void) | undefined;
  readonly children?: ReactNode;
};

type Tone = 'quiet' | 'calm' | 'attention';

/** One line, always the same places. Colour only where a person must act. */
export function StatusStrip(props: StatusStripProps) {
  const { status, nowMs, loads, onPrinter, onMenu, onRenew, children } = props;
  const t = useText();
  const figures = useFigures();
  const { place, cashier } = status;
  const isDamaged = status.journal.state === 'damaged';
  return (
    <header className={styles.strip} aria-label={t('strip.label')} data-part="strip">
      <span className={styles.place}>
        {place ? (
          <>
            <strong>{place.till.name}</strong> <span className={styles.store}>{place.store.name}</span>
          </>
        ) : (
          <strong>{t('app.name')}</strong>
        )}
      </span>
      {isDamaged ? (
        <State icon={<OctagonAlert aria-hidden="true" />} tone="attention" part="damaged">
          {t('strip.damaged')}
        </State>
      ) : null}
      {place && !isDamaged ? (
        <>
          <HqState status={status} onPress={onRenew} />
          <OlderState older={status.older} />
          <PrinterState status={status} onPress={onPrinter} />
          {loads ? <LoadingState loads={loads} /> : null}
        </>
      ) : null}
      {status.clock === 'suspect' ? (
        <State icon={<TriangleAlert aria-hidden="true" />} tone="attention" part="clock">
          {t('strip.clock')}
        </State>
      ) : null}
      <DiskState status={status} />
      {status.plainTextKeys ? (
        <State icon={<KeyRound aria-hidden="true" />} tone="quiet" part="keys">
          {t('strip.keys')}
        </State>
      ) : null}
      <span className={styles.gap} />
      {children}
      {status.businessDate ? <span className={styles.quiet}>{dayOf(status.businessDate)}</span> : null}
      <State icon={<Clock4 aria-hidden="true" />} tone="quiet" part="time">
        {figures.time(nowMs)}
      </State>
      {cashier ? (
        <State icon={<UserRound aria-hidden="true" />} tone="quiet" part="cashier" onPress={onMenu}>
          {cashier.name}
        </State>
      ) : null}
    </header>
  );
}

const dayOf = (date: string): string => date.split('-').reverse().join('.');

const HQ_TONES: Readonly<Record<HqLink, Tone>> = {
  online: 'quiet',
  offline: 'calm',
  waiting: 'quiet',
  refused: 'attention',
  fork: 'attention',
};

type HqStateProps = { readonly status: TillStatus; readonly onPress: (() => void) | undefined };

function HqState({ status, onPress }: HqStateProps) {
  const t = useText();
  const figures = useFigures();
  const { link, unsent } = status.hq;
  return (
    <State icon={hqIcon(link)} tone={HQ_TONES[link]} part="hq" onPress={onPress}>
      {hqWord(status, figures, t)}
      {unsent > 0 ? <span className={styles.unsent}> · {t('strip.unsent', { count: unsent })}</span> : null}
    </State>
  );
}

/** What an earlier epoch of this till sold and HQ does not hold yet. */
function OlderState({ older }: Pick<TillStatus, 'older'>) {
  const t = useText();
  if (older === null) return null;
  return (
    <State icon={<History aria-hidden="true" />} tone="quiet" part="older">
      {older.unsent > 0 ? t('strip.older', { count: older.unsent }) : t('strip.olderDone')}
    </State>
  );
}

function hqIcon(link: HqLink): ReactNode {
  if (link === 'online') return <Cloud aria-hidden="true" />;
  if (link === 'offline') return <CloudOff aria-hidden="true" />;
  if (link === 'waiting') return <MoonStar aria-hidden="true" />;
  return <OctagonAlert aria-hidden="true" />;
}

function hqWord({ hq }: TillStatus, { time }: Figures, t: ReturnType<typeof useText>): string {
  if (hq.link === 'offline' && hq.lastContactMs !== null)
    return t('strip.offlineSince', { time: time(hq.lastContactMs) });
  return t(`strip.${hq.link}`);
}

const LOADING_WORDS = { products: 'strip.loadingProducts', members: 'strip.loadingMembers' } as const;

/** Programmes and staff are there in a moment; goods and members are worth a word. */
function LoadingState({ loads }: { readonly loads: Loads }) {
  const t = useText();
  const name = loadingNow(loads);
  if (name !== 'products' && name !== 'members') return null;
  return (
    <State icon={<HardDriveDownload aria-hidden="true" />} tone="calm" part="loading">
      {t(LOADING_WORDS[name], { percent: loadedPercent(loads[name]) })}
    </State>
  );
}

const PRINTER_WORDS = {
  ready: 'strip.printerReady',
  printing: 'strip.printerPrinting',
  blocked: 'strip.printerBlocked',
  asks: 'strip.printerAsks',
  off: 'strip.printerOff',
} as const;

/** Low is a word only. What to do about a disk that is almost full stands in the banner below. */
function DiskState({ status }: { readonly status: TillStatus }) {
  const t = useText();
  const figures = useFigures();
  const { state, freeBytes } = status.disk;
  const isFull = status.journal.state === 'full';
  if (!isFull && state === 'ok') return null;
  return (
    <State
      icon={<HardDrive aria-hidden="true" />}
      tone={isFull || state === 'critical' ? 'attention' : 'calm'}
      part="disk"
    >
      {isFull
        ? t('strip.diskFull')
        : state === 'critical'
          ? t('strip.diskCritical')
          : t('strip.diskLow', { free: figures.bytes(freeBytes ?? 0) })}
    </State>
  );
}

type PrinterProps = { readonly status: TillStatus; readonly onPress: (() => void) | undefined };

function PrinterState({ status, onPress }: PrinterProps) {
  const t = useText();
  const { state, waiting } = status.printer;
  const needsHand = state === 'blocked' || state === 'asks';
  const icon = state === 'ready' ? <PrinterCheck aria-hidden="true" /> : <Printer aria-hidden="true" />;
  return (
    <State icon={icon} tone={needsHand ? 'attention' : 'quiet'} part="printer" onPress={onPress}>
      {t(PRINTER_WORDS[state])}
      {waiting > 0 ? <span> · {waiting}</span> : null}
    </State>
  );
}

type StateProps = {
  readonly icon: ReactNode;
  readonly tone: Tone;
  readonly part: string;
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
};

function State({ icon, tone, part, children, onPress }: StateProps) {
  const className = classNames(styles.state, styles[tone]);
  if (!onPress)
    return (
      <span className={className} data-part={`strip-${part}`}>
        {icon}
        <span>{children}</span>
      </span>
    );
  return (
    <button type="button" className={className} data-part={`strip-${part}`} onClick={onPress}>
      {icon}
      <span>{children}</span>
    </button>
  );
}
