/** HQ's ledger: every command goes through the shipped posting, is written to the log, and is looked at by the audit. */

import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import { workingBook } from '../../shared/posting/book/working-book.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import type { LedgerAudit } from '../check/ledger-audit.ts';
import type { Protocol } from '../protocol/protocol.ts';

export type Ledger = {
  readonly book: Book;
  readonly log: readonly Command[];
  readonly post: (command: Command) => Changes;
  /** What would come out; nothing of it stays. */
  readonly rehearse: <T>(work: () => T) => T;
  readonly audit: LedgerAudit;
};

export function openLedger(protocol: Protocol, audit: LedgerAudit): Ledger {
  const durable = protocol.memoryBook();
  const log: Command[] = [];
  let rehearsed: ReturnType<typeof workingBook> | null = null;
  return {
    get book() {
      return rehearsed ?? durable;
    },
    log,
    audit,
    post: (command) => {
      const changes = protocol.post(rehearsed ?? durable, command);
      if (rehearsed) rehearsed.apply(command, changes);
      else keep(command, changes);
      return changes;
    },
    rehearse: (work) => {
      rehearsed = workingBook(durable);
      const answer = work();
      rehearsed = null;
      return answer;
    },
  };

  function keep(command: Command, changes: Changes): void {
    audit.before(command, changes, durable);
    durable.apply(command, changes);
    log.push(command);
    audit.after(command, changes, durable);
  }
}
