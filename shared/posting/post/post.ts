/**
 * PST-1, PST-2: the ledger as one pure function. Total and idempotent; it never looks at a clock, and it moves only what
 * is there, so no balance goes below zero and every asset's accounts sum to zero.
 */
import { unreachable } from '../../kernel/assert.ts';
import type { Book } from '../book/book.ts';
import type { Changes } from '../book/changes.ts';
import { postedId } from '../book/posted-id.ts';
import { adjust, opening } from './adjust.ts';
import type { Command } from './command.ts';
import { changesOf, type Desk, openDesk } from './desk.ts';
import { due } from './due.ts';
import { grant } from './grant.ts';
import { postEntry } from './post-entry.ts';
import { resolve } from './resolve.ts';
import { freeze, guarantee, writeOff } from './silent-lease.ts';

export function post(book: Book, command: Command): Changes {
  const desk = openDesk(book);
  const id = command.kind === 'ENTRY' ? null : postedId(command);
  if (id === null || !book.isPosted(id)) run(desk, command);
  return changesOf(desk);
}

function run(desk: Desk, command: Command): void {
  switch (command.kind) {
    case 'ENTRY':
      return postEntry(desk, command);
    case 'OPENING':
      return opening(desk, command);
    case 'GRANT':
      return grant(desk, command);
    case 'FREEZE':
      return freeze(desk, command.lease);
    case 'GUARANTEE':
      return guarantee(desk, command);
    case 'WRITE_OFF':
      return writeOff(desk, command.lease);
    case 'DUE':
      return due(desk, command);
    case 'ADJUST':
      return adjust(desk, command);
    case 'RESOLVE':
      return resolve(desk, command);
    default:
      return unreachable(command);
  }
}
