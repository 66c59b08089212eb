/**
 * EPO-4: a renewal under way, sealed like the identity it will replace. It is written before the first file is touched and
 * dropped after the new identity is kept, so a till that was killed in between knows how to go on.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SEAL_REASONS, type SealReason } from '../../shared/ledger/body.ts';
import { writeDurably } from '../files/write-durably.ts';
import { type Identity, zIdentity } from '../keys/identity.ts';
import type { KeyVault } from '../keys/key-vault.ts';

/** `damage`: the old journal cannot be trusted, so nothing is appended to it. */
export type RenewalReason = SealReason | 'damage';

/** HQ is asked for the next epoch of this one; the same key asked for again gets the same epoch. */
export type AskedRenewal = {
  readonly v: 1;
  readonly kind: 'asked';
  readonly epoch: number;
  readonly seed: string;
};

/** HQ has opened the next epoch. */
export type GrantedRenewal = {
  readonly v: 1;
  readonly kind: 'granted';
  readonly identity: Identity;
  readonly reason: RenewalReason;
  /** Whoever is signed in stays so. */
  readonly keepsCashier: boolean;
  /** Where the old journal's files go when they are not whole. */
  readonly asideFolder: string;
};

export type PendingRenewal = AskedRenewal | GrantedRenewal;

const zPending: z.ZodType<PendingRenewal> = z.discriminatedUnion('kind', [
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('asked'),
    epoch: z.int().min(1),
    seed: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('granted'),
    identity: zIdentity,
    reason: z.enum([...SEAL_REASONS, 'damage']),
    keepsCashier: z.boolean(),
    asideFolder: z.string().regex(/^set-aside-\d+$/),
  }),
]);

export type RenewalFile = {
  /** Null where there is none, or none that this key store opens. */
  readonly read: () => PendingRenewal | null;
  readonly write: (pending: PendingRenewal) => void;
  readonly drop: () => void;
};

/** The end of this epoch was asked for, in this run or an earlier one, and no answer was kept. */
export function isAskedFor(pending: PendingRenewal | null, epoch: number): pending is AskedRenewal {
  return pending?.kind === 'asked' && pending.epoch === epoch;
}

export const renewalPath = (userData: string): string => join(userData, 'renewal.sealed');

export function renewalFile(userData: string, vault: KeyVault): RenewalFile {
  const path = renewalPath(userData);
  return {
    read: () => {
      if (!existsSync(path)) return null;
      try {
        return zPending.parse(JSON.parse(vault.open(readFileSync(path))));
      } catch {
        return null;
      }
    },
    write: (pending) => writeDurably(path, vault.seal(JSON.stringify(pending))),
    drop: () => rmSync(path, { force: true }),
  };
}
