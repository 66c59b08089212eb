/** R13: what was asked for and is not used ends with ABANDON, durably, before anything else is done about it. */
import type { EntryId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { intentsToAbandon } from '../../shared/lease/intents-to-abandon.ts';
import type { OpenIntent } from '../../shared/lease/rights.ts';
import { rightsOf } from '../../shared/shift/till-state.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Desk } from '../till/desk.ts';

/** Of every basket but the one that is still being served; null: of all. Gives what has ended. */
export const abandonOthers = (desk: Desk, keep: EntryId | null): Result<readonly OpenIntent[]> =>
  abandonAll(desk, intentsToAbandon(rightsOf(desk.journal.state()), { keep }));

export const abandonBasket = (desk: Desk, basketId: EntryId): Result<readonly OpenIntent[]> =>
  abandonAll(desk, intentsOf(desk, basketId));

export const intentsOf = ({ journal }: Pick<Desk, 'journal'>, basketId: EntryId): readonly OpenIntent[] =>
  Object.values(rightsOf(journal.state()).intents).filter((open) => open.basketId === basketId);

export function abandonAll(desk: Desk, intents: readonly OpenIntent[]): Result<readonly OpenIntent[]> {
  for (const { intent, owner } of intents) {
    const made = desk.journal.append({ ...entryFrame(desk), body: { kind: 'ABANDON', intent, owner } });
    if (!made.ok) return made;
    desk.grants.dropAsked(intent);
  }
  return ok(intents);
}
