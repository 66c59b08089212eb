import type { Generated } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';

/** A nonce that was taken, by whichever HQ process. */
export type RequestNonceTable = {
  readonly till: TillId;
  readonly nonce: string;
  readonly taken_at: Generated<Date>;
};

/** Tries to enrol from one network since its minute began. */
export type EnrolTryTable = {
  readonly network: string;
  readonly since: Generated<Date>;
  readonly tries: Generated<number>;
};

/** Requests of one till for owners that are none, since its minute began. */
export type OwnerTryTable = {
  readonly till: TillId;
  readonly since: Generated<Date>;
  readonly tries: Generated<number>;
};
