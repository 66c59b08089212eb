import { UsageError } from '../operator-error.ts';

/** What was asked for cannot be done, and nothing was: a sentence for the operator, and a code that scripts may look for. */
export const refused = (code: RefusalCode, sentence: string): UsageError =>
  new UsageError(`${code}: ${sentence}`);

export type RefusalCode =
  | 'REASON-MISSING'
  | 'REASON-LENGTH'
  | 'NAME-LENGTH'
  | 'NOT-CONFIRMED'
  | 'TILL-UNKNOWN'
  | 'TILL-IN-SERVICE'
  | 'STORE-UNKNOWN'
  | 'POLICY-VALUE'
  | 'POLICY-CONFLICT'
  | 'QUARANTINE-ACTION'
  | 'QUARANTINE-UNKNOWN'
  | 'QUARANTINE-SETTLED'
  | 'QUARANTINE-REFUSED-ENTRY'
  | 'QUARANTINE-UNREADABLE'
  | 'OWNER-UNKNOWN'
  | 'ASSET-UNKNOWN'
  | 'AMOUNT';
