/** Every screen and state that a cashier can meet, by name: for pictures and for looking at. */
import type { ReactNode } from 'react';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { Loads } from '../../store/loads.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { EnrolScreen } from '../enrol/enrol-screen.tsx';
import { MenuDialog } from '../menu/menu-dialog.tsx';
import { PrinterDialog } from '../menu/printer-dialog.tsx';
import type { SaleActions } from '../model/sale-session.ts';
import type { SaleState } from '../model/sale-state.ts';
import { SaleScreen } from '../sale/sale-screen.tsx';
import {
  DayClosedScreen,
  ShiftClosedScreen,
  ShiftCloseScreen,
  ShiftOpenScreen,
} from '../shift/shift-screens.tsx';
import { SignInScreen, type SignInScreenProps } from '../sign-in/sign-in-screen.tsx';
import { CLUB_STATES } from './club-states.ts';
import {
  DAMAGED_SCREENS,
  DELIVERED,
  DELIVERING,
  FORKED,
  REFUSED,
  renewDialog,
  unreachableWhileEnrolling,
} from './recovery-screens.tsx';
import { ALL_LOADED, LOADING_GOODS, LOADING_MEMBERS } from './sample-loads.ts';
import { ANA, ION, OFFLINE, STATUS } from './sample-shop.ts';
import {
  ASKING_JOBS,
  BLOCKED_JOBS,
  emptySale,
  finishedSale,
  openSale,
  shortSale,
  withMember,
} from './sample-states.ts';
import { SPEND_STATES } from './spend-states.ts';

export type GalleryScreen = {
  readonly status: TillStatus;
  readonly loads?: Loads;
  readonly show: () => ReactNode;
};

const nothing = (): void => undefined;
const ACTIONS: SaleActions = {
  type: nothing,
  erase: nothing,
  clear: nothing,
  enter: nothing,
  scan: nothing,
  command: nothing,
  select: nothing,
  detachMember: nothing,
  toggleOffer: nothing,
  chooseGift: nothing,
  payWith: nothing,
  takeCard: nothing,
  nextSale: nothing,
  say: nothing,
};

const NOBODY: TillStatus = { ...STATUS, cashier: null, shift: null };
const LOCKED: TillStatus = { ...STATUS, cashier: null };
const NO_SHIFT: TillStatus = { ...STATUS, shift: null };
const NEW: TillStatus = { ...NOBODY, place: null, businessDate: null, programmeVersion: null };
const ASKS: TillStatus = { ...STATUS, printer: { state: 'asks', code: 'PRINTER-UNKNOWN', waiting: 2 } };
const BLOCKED: TillStatus = { ...STATUS, printer: { state: 'blocked', code: 'PRINTER-PAPER', waiting: 2 } };

const said = (failure: Failure): NoticeContent => ({ kind: 'failure', failure });

function sale(state: SaleState, status = STATUS, jobs: readonly PrintJobView[] = []): GalleryScreen {
  const show = () => (
    <SaleScreen
      state={state}
      status={status}
      loads={ALL_LOADED}
      jobs={jobs}
      actions={ACTIONS}
      onMenu={nothing}
      onResolve={nothing}
    />
  );
  return { status, show };
}

/** A new till while its first load is under way. */
function loading(state: SaleState, loads: Loads): GalleryScreen {
  const show = () => (
    <SaleScreen
      state={state}
      status={STATUS}
      loads={loads}
      jobs={[]}
      actions={ACTIONS}
      onMenu={nothing}
      onResolve={nothing}
    />
  );
  return { status: STATUS, loads, show };
}

function signIn(status: TillStatus, changes: Partial<SignInScreenProps> = {}): GalleryScreen {
  const show = () => (
    <SignInScreen
      staff={[ANA, ION]}
      chosen={null}
      pinLength={0}
      notice={null}
      waitSeconds={0}
      shiftOpenedAtMs={status.shift?.openedAtMs ?? null}
      keptLines={0}
      onChoose={nothing}
      onChar={nothing}
      onErase={nothing}
      onEnter={nothing}
      {...changes}
    />
  );
  return { status, show };
}

const enrol = (notice: NoticeContent | null, isWorking = false): GalleryScreen => ({
  status: NEW,
  show: () => (
    <EnrolScreen hqUrl="https://hq.mercur.md" notice={notice} isWorking={isWorking} onEnrol={nothing} />
  ),
});

const amountKeys = (typed: string) => ({
  typed,
  notice: null,
  isWorking: false,
  onChar: nothing,
  onErase: nothing,
  onEnter: nothing,
});

const over = (under: GalleryScreen, dialog: ReactNode): GalleryScreen => ({
  status: under.status,
  show: () => (
    <>
      {under.show()}
      {dialog}
    </>
  ),
});

const dayClosed = (
  status: TillStatus,
  result: Parameters<typeof DayClosedScreen>[0]['result'],
): GalleryScreen => ({ status, show: () => <DayClosedScreen result={result} onNewShift={nothing} /> });

const paying = (typed: string, notice: NoticeContent | null = null): SaleState => ({
  ...withMember(openSale),
  phase: 'paying',
  typed,
  notice,
});

export const GALLERY: Readonly<Record<string, GalleryScreen>> = {
  enrol: enrol(null),
  'enrol-code': enrol(said({ code: 'ENROL-EXPIRED' })),
  'enrol-unreachable': enrol(unreachableWhileEnrolling),
  'sign-in': signIn(NOBODY, { chosen: ANA, pinLength: 4 }),
  'sign-in-locked': signIn(LOCKED, { keptLines: 6 }),
  'sign-in-wait': signIn(NOBODY, {
    chosen: ION,
    waitSeconds: 27,
    notice: said({ code: 'PIN-LOCKED', params: { seconds: 30 } }),
  }),
  'shift-open': { status: NO_SHIFT, show: () => <ShiftOpenScreen {...amountKeys('500')} /> },
  'sale-empty': sale(emptySale),
  sale: sale(openSale),
  'sale-member': sale(withMember(openSale)),
  'sale-member-short': sale(withMember(shortSale)),
  'sale-member-asks': sale({ ...openSale, armed: 'member', typed: '0791234' }),
  'sale-member-unknown': sale({ ...openSale, armed: 'member', memberFailure: { code: 'MEMBER-NOT-FOUND' } }),
  'sale-unknown-code': sale({
    ...openSale,
    notice: said({ code: 'SCAN-UNKNOWN', params: { code: '4840000009996' } }),
  }),
  'sale-quantity': sale({ ...openSale, armed: 'quantity', typed: '12', selectedN: 2 }),
  'sale-counted': sale({ ...shortSale, typed: '3×4840167' }),
  'sale-loading-members': loading(shortSale, LOADING_MEMBERS),
  'sale-member-loading': loading(
    { ...openSale, armed: 'member', memberFailure: { code: 'MEMBER-LOADING', params: { percent: 37 } } },
    LOADING_MEMBERS,
  ),
  'sale-loading-goods': loading(
    { ...shortSale, notice: said({ code: 'SCAN-LOADING', params: { percent: 62 } }) },
    LOADING_GOODS,
  ),
  'sale-restored': sale({ ...shortSale, notice: { kind: 'hint', key: 'sale.restored' } }),
  'sale-offline': sale({ ...withMember(openSale), isOnline: false }, OFFLINE),
  'sale-printer-asks': sale(withMember(openSale), ASKS, ASKING_JOBS),
  'sale-printer-blocked': sale(openSale, BLOCKED, BLOCKED_JOBS),
  'sale-disk-full': sale(
    { ...openSale, notice: said({ code: 'JOURNAL-FULL' }) },
    { ...STATUS, journal: { state: 'full', lastSeq: 127 } },
  ),
  'sale-disk-low': sale(withMember(openSale), {
    ...STATUS,
    disk: { state: 'low', freeBytes: 810_000_000 },
  }),
  'sale-disk-critical': sale(withMember(openSale), {
    ...STATUS,
    disk: { state: 'critical', freeBytes: 290_000_000 },
  }),
  'sale-clock': sale(openSale, { ...STATUS, clock: 'suspect', plainTextKeys: true }),
  'sale-fork': sale(openSale, FORKED),
  'sale-refused': sale(openSale, REFUSED),
  'sale-mismatch': sale({ ...withMember(openSale), notice: said({ code: 'SALE-MISMATCH' }) }),
  pay: sale(paying('')),
  'pay-over': sale(paying('1000')),
  'pay-short': sale(paying('200', said({ code: 'PAY-SHORT', params: { shortMinor: 25_059 } }))),
  done: sale(finishedSale(openSale, minor(50_000))),
  'done-member': sale(finishedSale(withMember(openSale), minor(100_000))),
  'done-waits': sale(finishedSale(withMember(openSale), minor(50_000)), BLOCKED, BLOCKED_JOBS),
  menu: over(
    sale(openSale),
    <MenuDialog
      appearance="system"
      canCopy
      onClose={nothing}
      onLock={nothing}
      onCloseShift={nothing}
      onCopy={nothing}
      onPrinter={nothing}
      onLanguage={nothing}
      onAppearance={nothing}
    />,
  ),
  'printer-asks': over(
    sale(openSale, ASKS, ASKING_JOBS),
    <PrinterDialog jobs={ASKING_JOBS} onResolve={nothing} onClose={nothing} />,
  ),
  'printer-blocked': over(
    sale(openSale, BLOCKED),
    <PrinterDialog jobs={BLOCKED_JOBS} onResolve={nothing} onClose={nothing} />,
  ),
  'shift-close': {
    status: STATUS,
    show: () => <ShiftCloseScreen {...amountKeys('4312,50')} onBack={nothing} />,
  },
  'shift-closed': {
    status: NO_SHIFT,
    show: () => (
      <ShiftClosedScreen
        expectedMinor={minor(432_150)}
        countedMinor={minor(431_250)}
        notice={null}
        isWorking={false}
        onCloseDay={nothing}
        onNewShift={nothing}
      />
    ),
  },
  'day-closed': dayClosed(NO_SHIFT, { confirmed: true, differences: [], unsent: 0 }),
  'day-offline': dayClosed({ ...OFFLINE, shift: null }, { confirmed: null, differences: [], unsent: 12 }),
  'day-differences': dayClosed(NO_SHIFT, {
    confirmed: false,
    differences: [
      { kind: 'missingEntries', fromSeq: 120, uptoSeq: 127 },
      { kind: 'totals', of: 'SALE', hqCount: 39, hqTotalMinor: minor(401_310) },
    ],
    unsent: 8,
  }),
  'sale-older': sale(openSale, DELIVERING),
  'sale-older-done': sale(openSale, DELIVERED),
  'renew-fork': over(sale(openSale, FORKED), renewDialog('fork')),
  'renew-other-till': over(sale(openSale, FORKED), renewDialog('fork', 'ENROL-OTHER-TILL')),
  'renew-refused': over(sale(openSale, REFUSED), renewDialog('refused', 'HQ-UNREACHABLE')),
  ...Object.fromEntries(Object.entries(CLUB_STATES).map(([name, state]) => [name, sale(state)])),
  ...Object.fromEntries(
    Object.entries(SPEND_STATES).map(([name, state]) => [
      name,
      sale(state, state.isOnline ? STATUS : OFFLINE),
    ]),
  ),
  ...DAMAGED_SCREENS,
};
