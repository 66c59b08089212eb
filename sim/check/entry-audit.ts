/**
 * What one entry may do: each id moves something once (I3); an effect moves what it says and no more (I12, I17); from whose
 * balance it takes is bounded by the leases of its own till (I10).
 */
import type { EffectId } from '../../shared/kernel/ids.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import { HOUSE } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { Movement } from '../../shared/posting/book/movement.ts';
import type { EntryCommand } from '../../shared/posting/post/command.ts';
import type { Watched } from '../sim.ts';
import { hold } from './violation.ts';

type Posting = {
  readonly command: EntryCommand;
  readonly changes: Changes;
  readonly book: Book;
  /** This entry was never posted before. */
  readonly isFirst: boolean;
};

export function checkEntry(core: Watched, posting: Posting): void {
  const { command, changes, book, isFirst } = posting;
  const { entry, suspended } = command;
  const own = ownMovements(changes.movements, entry.id);
  hold(isFirst || own.size === 0, 'I3', () => `${entry.id} is posted twice`);
  for (const { id, undone } of changes.undone) {
    const effect = book.effect(id) ?? changes.effects.find((each) => each.id === id);
    const rule = effect?.effect === 'EARN' ? 'I17' : 'I12';
    hold(
      effect !== undefined && effect !== null && undone <= effect.amount,
      rule,
      () => `${id}: ${undone} undone`,
    );
  }
  for (const movement of changes.movements) checkReach(movement, posting);
  checkIntents(changes);
  for (const { kind } of changes.incidents) core.tally.count(`incident ${kind}`);
  if (!isFirst || suspended) return;
  for (const part of entry.parts) checkPart(part, own.get(`${entry.id}#${part.n}`) ?? [], entry.held);
}

function ownMovements(movements: readonly Movement[], entry: string): Map<string, Movement[]> {
  const own = new Map<string, Movement[]>();
  for (const movement of movements) {
    if (!movement.effectId.startsWith(`${entry}#`)) continue;
    const list = own.get(movement.effectId);
    if (list) list.push(movement);
    else own.set(movement.effectId, [movement]);
  }
  return own;
}

/** An EARN gives out exactly what it says, a REDEEM takes exactly that, and neither undoing passes its own amount. */
function checkPart(part: EntryPart, own: readonly Movement[], held: readonly number[] | undefined): void {
  if (held?.includes(part.n)) return;
  const sum = (of: (movement: Movement) => boolean): number =>
    own.reduce((total, movement) => total + (of(movement) ? movement.amount : 0), 0);
  const issued = sum(({ debit }) => debit === HOUSE.issued);
  const redeemed = sum(({ credit }) => credit === HOUSE.redeemed);
  const back = sum(({ debit }) => debit === HOUSE.redeemed);
  const taken = sum(({ credit }) => credit === HOUSE.issued);
  const { effect, amount } = part;
  const name = () =>
    `${effect} of ${amount} issues ${issued}, redeems ${redeemed}, refunds ${back}, takes ${taken}`;
  if (effect === 'EARN') hold(issued === amount && redeemed === 0, 'I2', name);
  if (effect === 'REDEEM') hold(redeemed === amount && issued === 0, 'I2', name);
  if (effect === 'REFUND') hold(back <= amount && issued === 0, 'I12', name);
  if (effect === 'CLAWBACK') hold(taken <= amount && redeemed === 0, 'I17', name);
}

/** I10: a till takes from an owner what it holds leases on, and what its own store had given. */
function checkReach({ debit, credit, effectId }: Movement, { command, changes, book }: Posting): void {
  const { entry } = command;
  if (debit.startsWith('l:') && credit === HOUSE.redeemed) {
    const lease = book.lease(debit.slice(2) as never);
    hold(
      lease?.holder.till === entry.till,
      'I10',
      () => `${effectId} spends ${debit}, a lease of another till`,
    );
  }
  if (!/^[ap]:/.test(debit) || credit.startsWith('a:') || credit === HOUSE.expired) return;
  const part = entry.parts.find(({ n }) => effectId === `${entry.id}#${n}`);
  const isClawback = part?.effect === 'CLAWBACK';
  const earned = isClawback ? book.effect(part.ref as EffectId) : null;
  const store = earned?.store ?? changes.effects.find(({ id }) => id === part?.ref)?.store;
  hold(isClawback && store === entry.store, 'I10', () => `${effectId} takes from ${debit} to ${credit}`);
}

/** I16: at most one entry's spends of an intent stand. */
function checkIntents({ intents }: Changes): void {
  for (const { id, entries, state } of intents)
    hold(entries.length === 0 || state !== 'open', 'I16', () => `${id} was spent and is open`);
}
