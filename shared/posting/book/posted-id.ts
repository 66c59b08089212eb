import type { EntryId } from '../../kernel/ids.ts';
import type { Command } from '../post/command.ts';

/** What makes a second posting of the same command do nothing. */
export function postedId(command: Command): EntryId | null {
  if (command.kind === 'ENTRY') return command.entry.id;
  return 'ref' in command ? (command.ref as EntryId) : null;
}
