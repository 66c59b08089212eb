/** Puts the status strip's facts together. */
import type { Place } from '../../shared/catalog/place.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { FailureCode } from '../../shared/kernel/failure.ts';
import { clockState } from '../../shared/ledger/clock.ts';
import { signedInCashier } from '../cashier/require-cashier.ts';
import { momentOf } from '../clock/moment.ts';
import type { JournalHealth } from '../journal/journal-health.ts';
import type { Session } from '../till/session.ts';
import type { TillOptions } from '../till/till-options.ts';

type About = Pick<TillOptions, 'appVersion' | 'vault' | 'clock'> & Pick<TillStatus, 'disk'>;

export function workingStatus({ desk, background, spool }: Session, about: About): TillStatus {
  const place = desk.reference.place();
  const { wallMs, businessDate } = momentOf(about.clock, place.store.timeZone);
  const { shift } = desk.journal.state();
  const hqTimeMs = desk.journal.hqWord().timeMs;
  const elapsedMs = about.clock.elapsedMs();
  return {
    ...idleStatus(about),
    place,
    cashier: signedInCashier(desk),
    shift: shift && {
      openedAtMs: shift.openedAtMs,
      floatMinor: shift.floatMinor,
      saleCount: shift.saleCount,
    },
    hq: { ...background.link(), unsent: desk.entries.unacknowledgedCount() },
    older: background.older.status(),
    printer: spool.status(),
    journal: { state: desk.journal.health(), lastSeq: desk.journal.tip().seq },
    clock: clockState({ wallMs, elapsedMs, hqTimeMs, heard: background.heard() }),
    businessDate,
    programmeVersion: desk.reference.programmeOn(businessDate)?.compiled.programme.version ?? null,
  };
}

/** A till that is enrolled but cannot work: its journal does not open. */
export function blockedStatus(place: Place, { code, ...about }: About & { code: FailureCode }): TillStatus {
  return { ...idleStatus(about), place, journal: { state: BLOCKED_BY[code] ?? 'damaged', lastSeq: 0 } };
}

/** A journal that another process has open is whole: each call says JOURNAL-BUSY. */
const BLOCKED_BY: Partial<Record<FailureCode, JournalHealth>> = {
  'JOURNAL-FULL': 'full',
  'JOURNAL-BUSY': 'ok',
  'CALL-FAILED': 'ok',
};

export const idleStatus = ({ appVersion, vault, disk }: About): TillStatus => ({
  place: null,
  appVersion,
  plainTextKeys: vault.protection() === 'plainText',
  cashier: null,
  shift: null,
  hq: { link: 'offline', lastContactMs: null, unsent: 0 },
  older: null,
  printer: { state: 'off', code: null, waiting: 0 },
  journal: { state: 'ok', lastSeq: 0 },
  disk,
  clock: 'trusted',
  businessDate: null,
  programmeVersion: null,
});
