/** HQ's ledger: every command goes through the shipped posting, is written to the log, and is looked at by the audit. */

import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import type { LedgerAudit } from '../check/ledger-audit.ts';
import type { Protocol } from '../protocol/protocol.ts';

export type Ledger = {
  readonly book: Book;
  readonly log: readonly Command[];
  readonly post: (command: Command) => Changes;
  readonly audit: LedgerAudit;
};

export function openLedger(protocol: Protocol, audit: LedgerAudit): Ledger {
  const book = protocol.memoryBook();
  const log: Command[] = [];
  return {
    book,
    log,
    audit,
    post: (command) => {
      const changes = protocol.post(book, command);
      audit.before(command, changes, book);
      book.apply(command, changes);
      log.push(command);
      audit.after(command, changes, book);
      return changes;
    },
  };
}
