/** RGT-5: which leases pay for a spend. Earliest end first, so that as little as possible goes back unused. */
import type { LeaseId } from '../kernel/ids.ts';
import { type HeldAt, usableLeases } from './held.ts';
import type { LeaseGrant } from './lease.ts';
import type { TillRights } from './rights.ts';

export type LeasePart = {
  readonly lease: LeaseId;
  readonly amount: number;
  readonly intent: LeaseGrant['intent'];
};

export type ChosenLeases = {
  /** They sum to the amount, unless `short` is more than 0. */
  readonly parts: readonly LeasePart[];
  /** Of these the spend is the first use: the sale carries HQ's texts. */
  readonly grants: readonly LeaseGrant[];
  /** What the leases do not cover. */
  readonly short: number;
};

export function chooseLeases(
  rights: TillRights,
  grants: readonly LeaseGrant[],
  { amount, ...at }: HeldAt & { readonly amount: number },
): ChosenLeases {
  const parts: LeasePart[] = [];
  const first: LeaseGrant[] = [];
  let short = amount;
  for (const { lease, amount: left, intent, grant } of usableLeases(rights, grants, at)) {
    if (short === 0) break;
    const taken = Math.min(short, left);
    short -= taken;
    parts.push({ lease, amount: taken, intent });
    if (grant !== null) first.push(grant);
  }
  return { parts, grants: first, short };
}
