/**
 * R9, R12: a lease is closed by the word of its own chain, or written off by a person. HQ's clock alone never takes a right
 * back, and the job of the day leaves what is leased alone.
 */

import type { Lease } from '../../shared/lease/lease.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { Command, EntryCommand } from '../../shared/posting/post/command.ts';
import { hold } from './violation.ts';

export function checkClosings(command: Command, { leases, movements }: Changes, book: Book): void {
  if (command.kind === 'DUE' || command.kind === 'FREEZE') {
    const taken = movements.find(({ debit }) => debit.startsWith('l:'));
    hold(!taken, 'R9', () => `${command.kind} takes from ${taken?.debit}`);
  }
  for (const lease of leases) {
    const before = book.lease(lease.id);
    if (lease.state !== 'CLOSED' || before === null || before.state === 'CLOSED') continue;
    hold(command.kind === 'ENTRY', 'R9', () => `${lease.id} is closed by ${command.kind}`);
    hold(
      isProved(command, lease),
      'R9',
      () => `${lease.id} is closed without a proof by ${command.entry.id}`,
    );
  }
}

function isProved({ entry, via }: EntryCommand, { id, holder, expiresAtMs, intent }: Lease): boolean {
  const isOfHolder = entry.till === holder.till && entry.epoch === holder.epoch;
  if (!isOfHolder || via !== 'chain') return false;
  return (
    entry.atMs >= expiresAtMs ||
    entry.kind === 'SEAL' ||
    (entry.released?.includes(id) ?? false) ||
    (intent !== null && entry.intent?.id === intent) ||
    entry.parts.some((part) => part.lease === id)
  );
}
