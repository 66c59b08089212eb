/**
 * The catalogue of everything that may go wrong in front of a cashier. A code is a stable name: texts in three
 * languages stand in shared/i18n/failures, tests produce every code, and support works by it.
 */
export type Severity = 'notice' | 'warning' | 'blocking';

type Entry = {
  readonly severity: Severity;
  /** True only where something may be lost unless a person acts. */
  readonly dataAtRisk: boolean;
};

const notice: Entry = { severity: 'notice', dataAtRisk: false };
const warning: Entry = { severity: 'warning', dataAtRisk: false };
const blocking: Entry = { severity: 'blocking', dataAtRisk: false };

export const failureCatalogue = {
  'SCAN-UNKNOWN': notice,
  'SCAN-CHECKSUM': notice,
  'SCAN-LOADING': notice,
  'BASKET-EMPTY': notice,
  'BASKET-LIMIT': notice,
  'BASKET-QUANTITY': notice,
  'BASKET-LINE': notice,
  'MEMBER-NOT-FOUND': notice,
  'MEMBER-INPUT': notice,
  'MEMBER-LOADING': notice,
  'PAY-SHORT': notice,
  'PAY-LIMIT': notice,
  'SALE-MISMATCH': warning,
  'SALE-PROGRAMME': warning,
  'SALE-DONE': warning,
  'REDEEM-NEEDS-HQ': notice,
  'REDEEM-OFFLINE': notice,
  'REDEEM-SHORT': notice,
  'REDEEM-ELSEWHERE': notice,
  'REDEEM-CLOCK': warning,
  'REDEEM-REFUSED': notice,
  'REDEEM-CHANGED': notice,
  'SIGN-IN-NEEDED': notice,
  'SHIFT-NEEDED': notice,
  'PIN-WRONG': notice,
  'PIN-LOCKED': warning,
  'ENROL-NEEDED': notice,
  'ENROL-CODE': notice,
  'ENROL-EXPIRED': notice,
  'ENROL-KEYRING': blocking,
  'ENROL-DONE': notice,
  'ENROL-OTHER-TILL': notice,
  'TILL-RENEWING': notice,
  'HQ-UNREACHABLE': notice,
  'HQ-RUBBISH': warning,
  'HQ-REFUSED': blocking,
  'HQ-FORK': warning,
  'JOURNAL-DAMAGED': { severity: 'blocking', dataAtRisk: true },
  'JOURNAL-FULL': { severity: 'blocking', dataAtRisk: true },
  'JOURNAL-BUSY': blocking,
  'DISK-LOW': warning,
  'DISK-CRITICAL': warning,
  'PRINTER-OFFLINE': warning,
  'PRINTER-PAPER': warning,
  'PRINTER-COVER': warning,
  'PRINTER-UNKNOWN': warning,
  'CLOCK-SUSPECT': warning,
  'DAY-DIFFERENCES': warning,
  'DAY-UNSENT': notice,
  'CALL-REFUSED': blocking,
  'CALL-FAILED': blocking,
} as const satisfies Record<string, Entry>;

export type FailureCode = keyof typeof failureCatalogue;

/** `params` fill the text's placeholders; they carry figures, never personal data. */
export type Failure = {
  readonly code: FailureCode;
  readonly params?: Readonly<Record<string, string | number>>;
};

export function failure(code: FailureCode, params?: Failure['params']): Failure {
  return params === undefined ? { code } : { code, params };
}
