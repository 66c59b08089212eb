/**
 * A planted bug: one member of the protocol under test, changed. Nothing outside this folder knows of any, and no user
 * runs one.
 */
import type { Book } from '../../shared/posting/book/book.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import type { Protocol } from '../protocol/protocol.ts';

export type Mutant = {
  readonly name: string;
  readonly plant: (shipped: Protocol) => Protocol;
  /** Why nothing can catch it here; null: it has to be caught. */
  readonly survives: string | null;
};

export const mutant = (name: string, plant: Mutant['plant']): Mutant => ({ name, plant, survives: null });

/** Posting that is shown another book than the true one. */
export const misreads =
  (change: (book: Book, command: Command) => Partial<Book>) =>
  (shipped: Protocol): Protocol => ({
    ...shipped,
    post: (book, command) => shipped.post({ ...book, ...change(book, command) }, command),
  });

/** Posting whose outcome is changed afterwards. */
export const posts =
  (change: (shipped: Protocol['post'], book: Book, command: Command) => ReturnType<Protocol['post']>) =>
  (shipped: Protocol): Protocol => ({
    ...shipped,
    post: (book, command) => change(shipped.post, book, command),
  });
