/**
 * What an entry moves. Total: whatever a till can sign has an outcome, and an id that was posted moves nothing again
 * (I3). What waits in suspense still burns its leases, because the goods are gone; it earns nothing and takes nothing back.
 */
import { unreachable } from '../../kernel/assert.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import { closeProven } from './closings.ts';
import type { EntryCommand, PostedEntry } from './command.ts';
import type { Desk } from './desk.ts';
import { earn, suspend } from './earn.ts';
import { abandonIntent, openIntent, settleIntents } from './intent.ts';
import { soundParts, withSoundDate } from './part.ts';
import { redeem } from './redeem.ts';
import { clawBackPart, refundPart } from './take-back.ts';
import { visit } from './visit.ts';

export function postEntry(desk: Desk, command: EntryCommand): void {
  const entry = withSoundDate(command.entry);
  if (!desk.book.isPosted(entry.id)) postEffects(desk, entry, command.suspended);
  if (command.via === 'chain') closeProven(desk, entry);
}

function postEffects(desk: Desk, entry: PostedEntry, suspended: boolean): void {
  if (entry.kind === 'SALE' && !suspended) visit(desk, entry);
  const parts = soundParts(desk, entry);
  for (const part of parts) {
    const waits = suspended || (entry.held?.includes(part.n) ?? false);
    postPart(desk, entry, part, waits);
  }
  settleIntents(desk, entry, parts);
  if (entry.kind === 'INTENT') openIntent(desk, entry);
  if (entry.kind === 'ABANDON' && !(suspended && isSpent(desk, entry))) abandonIntent(desk, entry);
}

function postPart(desk: Desk, entry: PostedEntry, part: EntryPart, waits: boolean): void {
  switch (part.effect) {
    case 'EARN':
      return waits ? suspend(desk, entry, part) : earn(desk, entry, part);
    case 'REDEEM':
      return redeem(desk, entry, part);
    case 'REFUND':
      return waits ? undefined : refundPart(desk, entry, part);
    case 'CLAWBACK':
      return waits ? undefined : clawBackPart(desk, entry, part, { anywhere: false });
    default:
      return unreachable(part.effect);
  }
}

/** A suspicious till gives no spend back by itself. */
const isSpent = ({ book }: Desk, { intent }: PostedEntry): boolean =>
  intent !== undefined && book.intent(intent.id)?.state === 'spent';
