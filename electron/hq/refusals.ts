import type { FailureCode } from '../../shared/kernel/failure.ts';
import type { RefusalCode } from '../../shared/protocol/routes.ts';

/** What each of HQ's refusals means at the till. Those that pass by themselves count as a bad line and are tried again. */
export const REFUSAL_FAILURES: Readonly<Record<RefusalCode, FailureCode>> = {
  BAD_REQUEST: 'HQ-RUBBISH',
  UNKNOWN_TILL: 'HQ-REFUSED',
  BAD_SIGNATURE: 'HQ-REFUSED',
  REPLAYED: 'HQ-UNREACHABLE',
  REVOKED: 'HQ-REFUSED',
  CODE_INVALID: 'ENROL-CODE',
  CODE_OTHER_TILL: 'ENROL-OTHER-TILL',
  CODE_EXPIRED: 'ENROL-EXPIRED',
  WRONG_PROTOCOL: 'HQ-REFUSED',
  TOO_LARGE: 'HQ-RUBBISH',
  TOO_MANY: 'HQ-UNREACHABLE',
  INTERNAL: 'HQ-UNREACHABLE',
};
