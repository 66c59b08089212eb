import { CircleCheck, CloudOff, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { CallResponses } from '../../../shared/ipc/contract.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { type Minor, minor } from '../../../shared/kernel/units.ts';
import type { EntryKind } from '../../../shared/ledger/entry.ts';
import type { DayDifference } from '../../../shared/protocol/day-close.ts';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { type Figures, useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { Centre } from '../centre.tsx';
import styles from './shift-screens.module.css';

export type AmountKeys = {
  readonly typed: string;
  readonly notice: NoticeContent | null;
  readonly isWorking: boolean;
  readonly onChar: (char: string) => void;
  readonly onErase: () => void;
  readonly onEnter: () => void;
};

const MONEY_SIGNS = [
  { char: '00', text: '00' },
  { char: ',', text: ',' },
] as const;

export function ShiftOpenScreen(keys: AmountKeys) {
  const t = useText();
  return (
    <AmountScreen
      {...keys}
      screen="shiftOpen"
      title={t('shift.openTitle')}
      lead={t('shift.openLead')}
      label={t('shift.float')}
      submit={t('shift.open')}
    />
  );
}

/** Blind count: what should be there is not shown before the cashier has counted. */
export function ShiftCloseScreen(keys: AmountKeys & { readonly onBack: () => void }) {
  const t = useText();
  return (
    <AmountScreen
      {...keys}
      screen="shiftClose"
      title={t('shift.closeTitle')}
      lead={t('shift.closeLead')}
      label={t('shift.counted')}
      submit={t('shift.close')}
    >
      <Button tone="plain" onPress={keys.onBack} shortcut="Esc">
        {t('common.back')}
      </Button>
    </AmountScreen>
  );
}

type AmountScreenProps = AmountKeys & {
  readonly screen: string;
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly submit: string;
  readonly children?: ReactNode;
};

function AmountScreen(props: AmountScreenProps) {
  const { unit } = useFigures();
  const { typed, notice, isWorking, onChar, onErase, onEnter, children } = props;
  return (
    <Centre
      screen={props.screen}
      title={props.title}
      lead={props.lead}
      aside={<Keypad onChar={onChar} onErase={onErase} onEnter={onEnter} signs={MONEY_SIGNS} />}
    >
      <p className={styles.label}>{props.label}</p>
      <TypedField label={props.label} value={typed} placeholder="0" unit={unit} size="amount" isHome />
      <Button
        tone="accent"
        size="large"
        onPress={onEnter}
        isDisabled={isWorking || typed === ''}
        shortcut="Enter"
      >
        {props.submit}
      </Button>
      {children}
      <Notice notice={notice} />
    </Centre>
  );
}

type CountedScreenProps = {
  readonly expectedMinor: Minor;
  readonly countedMinor: Minor;
  readonly notice: NoticeContent | null;
  readonly isWorking: boolean;
  readonly onCloseDay: () => void;
  readonly onNewShift: () => void;
};

export function ShiftClosedScreen(props: CountedScreenProps) {
  const { expectedMinor, countedMinor, notice, isWorking, onCloseDay, onNewShift } = props;
  const t = useText();
  return (
    <Centre screen="shiftClosed" title={t('shift.closed')}>
      <dl className={styles.sums}>
        <dt>{t('shift.counted')}</dt>
        <dd>
          <Money value={countedMinor} size="heading" />
        </dd>
        <dt>{t('shift.expected')}</dt>
        <dd>
          <Money value={expectedMinor} size="heading" />
        </dd>
      </dl>
      <Difference overMinor={minor(countedMinor - expectedMinor)} />
      <Button tone="accent" size="large" onPress={onCloseDay} isDisabled={isWorking} shortcut="Enter">
        {t(isWorking ? 'day.closing' : 'day.close')}
      </Button>
      <Button tone="plain" onPress={onNewShift} isDisabled={isWorking}>
        {t('shift.new')}
      </Button>
      <Notice notice={notice} />
    </Centre>
  );
}

function Difference({ overMinor }: { readonly overMinor: Minor }) {
  const t = useText();
  const { moneyWithUnit } = useFigures();
  if (overMinor === 0)
    return (
      <p className={styles.good}>
        <CircleCheck aria-hidden="true" /> {t('shift.exact')}
      </p>
    );
  const amount = moneyWithUnit(minor(Math.abs(overMinor)));
  return (
    <p className={styles.attention}>
      <TriangleAlert aria-hidden="true" /> {t(overMinor > 0 ? 'shift.over' : 'shift.short', { amount })}
    </p>
  );
}

type DayClosedScreenProps = {
  readonly result: CallResponses['day.close'];
  readonly onNewShift: () => void;
};

export function DayClosedScreen({ result, onNewShift }: DayClosedScreenProps) {
  const t = useText();
  const figures = useFigures();
  const { differences, unsent } = result;
  return (
    <Centre screen="dayClosed" title={t('day.closed')}>
      <DayVerdict confirmed={result.confirmed} />
      {differences.length > 0 ? (
        <ul className={styles.differences}>
          {differences.map((difference) => (
            <li key={JSON.stringify(difference)}>{differenceText(difference, t, figures)}</li>
          ))}
        </ul>
      ) : null}
      <div className={styles.unsent} data-part="unsent" data-unsent={unsent}>
        {unsent > 0 ? (
          <Notice notice={{ kind: 'failure', failure: failure('DAY-UNSENT', { count: unsent }) }} />
        ) : (
          t('day.allSent')
        )}
      </div>
      <Button tone="accent" size="large" onPress={onNewShift} shortcut="Enter">
        {t('shift.new')}
      </Button>
    </Centre>
  );
}

function DayVerdict({ confirmed }: { readonly confirmed: boolean | null }) {
  const t = useText();
  if (confirmed === null)
    return (
      <p className={styles.calm} data-confirmed="later">
        <CloudOff aria-hidden="true" /> {t('day.unconfirmed')}
      </p>
    );
  return confirmed ? (
    <p className={styles.good} data-confirmed="yes">
      <CircleCheck aria-hidden="true" /> {t('day.confirmed')}
    </p>
  ) : (
    <div data-confirmed="no">
      <Notice notice={{ kind: 'failure', failure: failure('DAY-DIFFERENCES') }} />
    </div>
  );
}

const KIND_WORDS = {
  SALE: 'kind.SALE',
  SHIFT_OPEN: 'kind.SHIFT_OPEN',
  SHIFT_CLOSE: 'kind.SHIFT_CLOSE',
  LOGIN: 'kind.LOGIN',
} as const satisfies Partial<Record<EntryKind, UiKey>>;

function kindText(kind: EntryKind, t: ReturnType<typeof useText>): string {
  return kind in KIND_WORDS ? t(KIND_WORDS[kind as keyof typeof KIND_WORDS]) : t('kind.other', { kind });
}

function differenceText(
  difference: DayDifference,
  t: ReturnType<typeof useText>,
  { moneyWithUnit }: Figures,
): string {
  switch (difference.kind) {
    case 'missingEntries':
      return t('day.missingEntries', { from: difference.fromSeq, upto: difference.uptoSeq });
    case 'head':
      return t('day.head');
    case 'totals':
      return t('day.totals', {
        kind: kindText(difference.of, t),
        count: difference.hqCount,
        amount: moneyWithUnit(minor(difference.hqTotalMinor)),
      });
  }
}
