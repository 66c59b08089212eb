/**
 * R9, proof of silence: an entry accepted in chain order ends those leases of its own chain from which it shows that
 * nothing more will be spent. By their state, so it may be said twice, and also by an entry that came another way before.
 */

import { closeLease, isHeldBy } from './close-lease.ts';
import type { PostedEntry } from './command.ts';
import type { Desk } from './desk.ts';
import { endingDay } from './part.ts';

export function closeProven(desk: Desk, entry: PostedEntry): void {
  const { book } = desk;
  const ending = { by: 'proof', today: endingDay(entry) } as const;
  for (const id of entry.kind === 'RELEASE' ? (entry.released ?? []) : []) {
    const lease = book.lease(id);
    if (lease && isHeldBy(lease, entry)) closeLease(desk, lease, ending);
  }
  if (entry.kind === 'ABANDON' && entry.intent !== undefined)
    for (const lease of book.leasesOf(entry.intent.owner))
      if (lease.intent === entry.intent.id && isHeldBy(lease, entry)) closeLease(desk, lease, ending);
  for (const part of entry.parts) {
    const lease = part.effect === 'REDEEM' && part.lease !== undefined ? book.lease(part.lease) : null;
    if (lease && lease.intent !== null && isHeldBy(lease, entry)) closeLease(desk, lease, ending);
  }
  // Nothing follows a SEAL: it is silent for ever.
  const untilMs = entry.kind === 'SEAL' ? (Number.MAX_SAFE_INTEGER as typeof entry.atMs) : entry.atMs;
  for (const lease of book.leasesEnded(entry, untilMs)) closeLease(desk, lease, ending);
}
