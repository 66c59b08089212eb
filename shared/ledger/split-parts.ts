/**
 * RGT-5, SAL-13: what the engine says is spent, split over the leases that pay for it, and put together again. A part names
 * one lease; everything else about it is the engine's.
 */
import type { IntentId, LeaseId } from '../kernel/ids.ts';
import type { EntryPart } from './entry.ts';

/** What one lease pays; `intent` where it was granted for one. */
type PaidBy = { readonly lease: LeaseId; readonly amount: number; readonly intent: IntentId | null };

/** `leasesOf` gives the leases of a REDEEM part, which sum to its amount. */
export function splitParts(
  parts: readonly EntryPart[],
  leasesOf: (part: EntryPart) => readonly PaidBy[],
): readonly EntryPart[] {
  return numbered(
    parts.flatMap((part) =>
      part.effect === 'REDEEM'
        ? leasesOf(part).map(({ lease, amount, intent }) => ({
            ...part,
            amount,
            lease,
            ...(intent === null ? {} : { intent }),
          }))
        : [part],
    ),
  );
}

/** Neighbouring REDEEM parts of one balance as one part, as they were before they were split. */
export function withoutLeases(parts: readonly EntryPart[]): readonly EntryPart[] {
  const merged: EntryPart[] = [];
  for (const part of parts) {
    if (part.effect !== 'REDEEM') {
      merged.push(part);
      continue;
    }
    const { lease: _lease, intent: _intent, ...bare } = part;
    const before = merged.at(-1);
    if (before && isSameBalance(before, bare))
      merged[merged.length - 1] = { ...before, amount: before.amount + bare.amount };
    else merged.push(bare);
  }
  return numbered(merged);
}

const isSameBalance = (a: EntryPart, b: EntryPart): boolean =>
  a.effect === b.effect && a.asset === b.asset && a.to === b.to && a.cardId === b.cardId && a.ref === b.ref;

const numbered = (parts: readonly EntryPart[]): readonly EntryPart[] =>
  parts.map((part, index) => ({ ...part, n: index + 1 }));
