/** Bugs planted in HQ's posting. */
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import type { PostedEffect } from '../../shared/posting/book/book.ts';
import type { Movement } from '../../shared/posting/book/movement.ts';
import { type Mutant, misreads, mutant, posts } from './mutant.ts';

const asUntouched = (effect: PostedEffect | null, which: PostedEffect['effect']): PostedEffect | null =>
  effect?.effect === which ? { ...effect, undone: 0 } : effect;

export const LEDGER_MUTANTS: readonly Mutant[] = [
  mutant(
    'refund without cap',
    misreads((book) => ({ effect: (id) => asUntouched(book.effect(id), 'REDEEM') })),
  ),
  mutant(
    'partial clawbacks unbounded',
    misreads((book) => ({ effect: (id) => asUntouched(book.effect(id), 'EARN') })),
  ),
  mutant(
    'no closing by chain time',
    misreads(() => ({ leasesEnded: () => [] })),
  ),
  mutant(
    'no dedup of ids',
    misreads(() => ({ isPosted: () => false })),
  ),
  mutant(
    'one intent, many spends',
    misreads(() => ({ intent: () => null })),
  ),
  mutant(
    'debt not repaid first',
    misreads((book) => ({
      balance: (account, asset) => (account.startsWith('d:') ? 0 : book.balance(account, asset)),
    })),
  ),
  mutant(
    'a coupon used at two tills',
    posts((post, book, command) => {
      const changes = post(book, command);
      if (command.kind !== 'GRANT' || !command.asset.startsWith('coupon:')) return changes;
      const unreserved = (movement: Movement): Movement => ({ ...movement, debit: 'h:issued' });
      return { ...changes, movements: changes.movements.map(unreserved) };
    }),
  ),
  mutant(
    'lots not moved with leases',
    posts((post, book, command) => {
      const changes = post(book, command);
      if (command.kind !== 'GRANT') return changes;
      return { ...changes, movements: changes.movements.map((movement) => ({ ...movement, lot: null })) };
    }),
  ),
  mutant(
    'expiry takes leased slices',
    posts((post, book, command) => {
      const changes = post(book, command);
      if (command.kind !== 'DUE') return changes;
      const ended = book.leasesOf(command.owner).flatMap(({ id, asset }) =>
        book.slices(leasedAccount(id), asset).flatMap(({ lot, remaining }, index): Movement[] => {
          if (lot.lastDay === null || lot.lastDay >= command.today) return [];
          const effectId = `${command.ref}:${id}#1` as const;
          const debit = leasedAccount(id);
          const credit = 'h:expired';
          return [{ effectId, leg: index + 1, debit, credit, asset, amount: remaining, lot: lot.id }];
        }),
      );
      return { ...changes, movements: [...changes.movements, ...ended] };
    }),
  ),
  mutant(
    'reclaim at expiry',
    posts((post, book, command) => {
      const changes = post(book, command);
      const lease = command.kind === 'FREEZE' ? book.lease(command.lease) : null;
      if (!lease) return changes;
      const account = leasedAccount(lease.id);
      const back = book.slices(account, lease.asset).map(
        ({ lot, remaining }, index): Movement => ({
          effectId: `${lease.id}:reclaim#1`,
          leg: index + 1,
          debit: account,
          credit: `a:${lease.owner}`,
          asset: lease.asset,
          amount: remaining,
          lot: lot.id,
        }),
      );
      return { ...changes, leases: [{ ...lease, state: 'CLOSED' as const }], movements: back };
    }),
  ),
  mutant(
    'copies and forks count as proof',
    posts((post, book, command) =>
      post(book, command.kind === 'ENTRY' ? { ...command, via: 'chain' } : command),
    ),
  ),
  mutant(
    'any till spends any lease',
    misreads((book, command) => ({
      lease: (id) => {
        const lease = book.lease(id);
        if (lease === null || command.kind !== 'ENTRY') return lease;
        const { till, epoch } = command.entry;
        return { ...lease, holder: { till, epoch } };
      },
    })),
  ),
  mutant(
    'clawback from any store',
    misreads((book, command) => ({
      effect: (id) => {
        const effect = book.effect(id);
        if (effect === null || command.kind !== 'ENTRY') return effect;
        return { ...effect, store: command.entry.store };
      },
    })),
  ),
];
