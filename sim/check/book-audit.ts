/** I1, I2, I9: what the shipped book says of every account that a command touched, held against sums of movements. */
import { isKeptInLots } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import { balanceKey, type Movement, splitBalanceKey } from '../../shared/posting/book/movement.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import { hold } from './violation.ts';

export type Sums = {
  readonly book: Book;
  readonly balances: ReadonlyMap<string, number>;
  /** By `balanceKey` and the lot's id. */
  readonly slices: ReadonlyMap<string, number>;
};

export function checkBook(command: Command, movements: readonly Movement[], sums: Sums): void {
  for (const key of touched(movements)) {
    const { account, asset } = splitBalanceKey(key);
    if (!/^[apld]:/.test(account)) continue;
    const balance = sums.balances.get(key) ?? 0;
    const name = () => `${command.kind}: ${key} is ${balance}`;
    hold(account.startsWith('d:') ? balance <= 0 : balance >= 0, 'I1', name);
    const kept = sums.book.balance(account, asset);
    hold(kept === balance, 'I2', () => `${name()}, the book says ${kept}`);
    if (isKeptInLots(account)) checkSlices(key, balance, sums);
  }
}

function checkSlices(key: string, balance: number, { book, slices }: Sums): void {
  const { account, asset } = splitBalanceKey(key);
  let sum = 0;
  for (const { lot, remaining } of book.slices(account, asset)) {
    sum += remaining;
    const own = slices.get(`${key} ${lot.id}`) ?? 0;
    hold(own === remaining, 'I9', () => `${key}: lot ${lot.id} holds ${remaining}, moved ${own}`);
  }
  hold(sum === balance, 'I9', () => `${key} is ${balance}, its lots ${sum}`);
}

function touched(movements: readonly Movement[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { debit, credit, asset } of movements)
    keys.add(balanceKey(debit, asset)).add(balanceKey(credit, asset));
  return keys;
}
