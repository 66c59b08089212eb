import type { EntryId } from '../kernel/ids.ts';
import type { OpenIntent, TillRights } from './rights.ts';

/** R13: what must be abandoned now, oldest first. `keep`: the basket that is still being served; null: none, at a restart. */
export const intentsToAbandon = (
  { intents }: TillRights,
  { keep }: { readonly keep: EntryId | null },
): readonly OpenIntent[] =>
  Object.values(intents)
    .filter(({ basketId }) => basketId !== keep)
    .sort((a, b) => a.atMs - b.atMs || (a.intent < b.intent ? -1 : 1));
