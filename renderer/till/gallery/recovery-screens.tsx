/** What a cashier sees of a till that needs a code, and of one that has got it. */
import type { ReactNode } from 'react';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { DamagedScreen } from '../damaged/damaged-screen.tsx';
import { enrolWords, renewWords } from '../recovery/own-words.ts';
import { RenewDialog } from '../recovery/renew-dialog.tsx';
import { PLACE, STATUS } from './sample-shop.ts';

const nothing = (): void => undefined;

export const FORKED: TillStatus = { ...STATUS, hq: { ...STATUS.hq, link: 'fork', unsent: 0 } };
export const REFUSED: TillStatus = { ...STATUS, hq: { ...STATUS.hq, link: 'refused' } };
export const DELIVERING: TillStatus = { ...STATUS, older: { unsent: 34 } };
export const DELIVERED: TillStatus = { ...STATUS, older: { unsent: 0 } };
const DAMAGED: TillStatus = {
  ...STATUS,
  cashier: null,
  shift: null,
  hq: { link: 'offline', lastContactMs: null, unsent: 0 },
  printer: { state: 'off', code: null, waiting: 0 },
  journal: { state: 'damaged', lastSeq: 0 },
  businessDate: null,
};

const failed = (
  code: 'HQ-UNREACHABLE' | 'HQ-RUBBISH' | 'ENROL-OTHER-TILL' | 'ENROL-EXPIRED',
): NoticeContent => ({
  kind: 'failure',
  failure: { code },
});

export const unreachableWhileEnrolling = enrolWords(failed('HQ-UNREACHABLE'));

const damaged = (notice: NoticeContent | null): { status: TillStatus; show: () => ReactNode } => ({
  status: DAMAGED,
  show: () => <DamagedScreen place={PLACE} notice={notice} isWorking={false} onCode={nothing} />,
});

export const DAMAGED_SCREENS = {
  damaged: damaged(null),
  'damaged-code': damaged(failed('ENROL-EXPIRED')),
} as const;

export const renewDialog = (
  why: 'fork' | 'refused',
  code: 'HQ-UNREACHABLE' | 'ENROL-OTHER-TILL' | null = null,
): ReactNode => (
  <RenewDialog
    place={PLACE}
    why={why}
    notice={code && renewWords(failed(code))}
    isWorking={false}
    onCode={nothing}
    onClose={nothing}
  />
);
