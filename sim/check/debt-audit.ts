/** I19: every credit repays first what is owed, and nobody owes as long as there is something that can be taken. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import { balanceKey, type Movement } from '../../shared/posting/book/movement.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import { hold } from './violation.ts';

/** At the moment of the movement. What becomes active was the owner's before. */
export function checkCredit(
  { debit, credit, asset, amount }: Movement,
  balances: ReadonlyMap<string, number>,
): void {
  if (debit.startsWith('p:')) return;
  const owed = balances.get(balanceKey(`d:${credit.slice(2)}`, asset)) ?? 0;
  hold(owed === 0, 'I19', () => `${credit} is given ${amount} while ${-owed} are owed`);
}

/** A lot that has ended by the day of the entry pays nothing (LOT-8). */
export function checkNewDebts(command: Command, { movements }: Changes, book: Book): void {
  if (command.kind !== 'ENTRY' && command.kind !== 'RESOLVE') return;
  for (const { debit, asset } of movements) {
    // A later part of the same entry may have repaid it.
    if (!debit.startsWith('d:') || book.balance(debit, asset) === 0) continue;
    const owner = debit.slice(2);
    for (const account of [`p:${owner}`, `a:${owner}`])
      for (const { lot, remaining } of book.slices(account, asset))
        hold(
          isOver(lot.lastDay, command.entry.businessDate),
          'I19',
          () => `${owner} owes while ${account} still has ${remaining} of ${lot.id}`,
        );
  }
}

const isOver = (lastDay: BusinessDate | null, today: BusinessDate): boolean =>
  lastDay !== null && lastDay < today;
