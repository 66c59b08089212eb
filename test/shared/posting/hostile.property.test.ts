import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeaseId } from '../../../shared/kernel/ids.ts';
import type { Book } from '../../../shared/posting/book/book.ts';
import { memoryBook } from '../../../shared/posting/book/memory-book.ts';
import type { Movement } from '../../../shared/posting/book/movement.ts';
import type { EntryCommand, PostedEntry } from '../../../shared/posting/post/command.ts';
import { post } from '../../../shared/posting/post/post.ts';
import { bookFaults, changeFaults } from './check-book.ts';
import { beforehand, hostileCommands } from './hostile-commands.ts';

test('PST-8 PST-2 whatever is signed and posted, nothing breaks, and what must hold holds', () => {
  fc.assert(
    fc.property(hostileCommands, (commands) => {
      const book = memoryBook();
      for (const command of [...beforehand, ...commands]) {
        const changes = post(book, command);
        const faults = changeFaults(changes);
        book.apply(command, changes);
        faults.push(...bookFaults(book.state));
        const again = post(book, command);
        if (again.movements.length + again.leases.length > 0) faults.push(`${command.kind} moved twice`);
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }
    }),
    { numRuns: 10_000 },
  );
});

test('LEA-2 PST-14 I10 a till takes from nobody more than was leased to it, and what its own store gave', () => {
  let taken = 0;
  fc.assert(
    fc.property(hostileCommands, (commands) => {
      const book = memoryBook();
      for (const command of [...beforehand, ...commands]) {
        const changes = post(book, command);
        if (command.kind === 'ENTRY')
          for (const movement of changes.movements) {
            const isTaken = /^[apld]:/.test(movement.debit) && movement.credit.startsWith('h:');
            if (!isTaken) continue;
            taken += 1;
            expect([movement, mayTake(book, command, movement)]).toEqual([movement, true]);
          }
        book.apply(command, changes);
      }
    }),
    { numRuns: 10_000 },
  );
  expect(taken).toBeGreaterThan(300);
});

function mayTake(book: Book, { entry, via }: EntryCommand, { debit, credit, effectId }: Movement): boolean {
  if (debit.startsWith('l:')) {
    const lease = book.lease(debit.slice(2) as LeaseId);
    const isHolder = lease?.holder.till === entry.till && lease.holder.epoch === entry.epoch;
    return isHolder && (credit === 'h:redeemed' || via === 'chain');
  }
  const earned = clawedBack(book, entry, effectId);
  return credit === 'h:issued' && earned?.store === entry.store;
}

/** The EARN that a movement of this entry takes back; it may stand earlier in the same entry. */
function clawedBack(book: Book, entry: PostedEntry, effectId: string) {
  const part = entry.parts.find(({ n }) => effectId === `${entry.id}#${n}`);
  if (part?.effect !== 'CLAWBACK' || part.ref === undefined) return null;
  return part.ref.startsWith(`${entry.id}#`)
    ? { store: entry.store }
    : book.effect(part.ref as `${string}#${number}`);
}
