/** R6, I19: a grant takes what it gives out of what is available, and gives nothing to whoever owes. */
import { availableAccount, leasedAccount, receivableAccount } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { GrantCommand } from '../../shared/posting/post/command.ts';
import { hold } from './violation.ts';

export function checkGrant({ lease, owner, asset }: GrantCommand, changes: Changes, book: Book): void {
  const granted = changes.leases.find(({ id }) => id === lease);
  if (!granted) return;
  const owes = book.balance(receivableAccount(owner), asset) < 0;
  hold(!owes, 'I19', () => `${owner} owes, and is granted ${lease}`);
  const moved = changes.movements
    .filter(({ credit }) => credit === leasedAccount(lease))
    .reduce((sum, { amount, debit }) => sum + (debit === availableAccount(owner) ? amount : 0), 0);
  hold(moved === granted.amount, 'R6', () => `${lease} is granted ${granted.amount} and holds ${moved}`);
}
