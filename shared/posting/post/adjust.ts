/** HQ's own credits and corrections: balances brought along, and what a person has put right. */
import type { EffectId } from '../../kernel/ids.ts';
import { availableAccount, HOUSE } from '../book/accounts.ts';
import type { Lot } from '../book/movement.ts';
import { takeFrom } from '../book/spending-order.ts';
import type { AdjustCommand, OpeningCommand } from './command.ts';
import { credit } from './credit.ts';
import { type Desk, effectOf, move } from './desk.ts';

export const opening = (desk: Desk, command: OpeningCommand): void => give(desk, command, HOUSE.issued);

/** Below zero it takes what is available, in spending order, and no more. */
export function adjust(desk: Desk, command: AdjustCommand): void {
  const { ref, owner, asset, amount } = command;
  if (amount >= 0) return give(desk, command, HOUSE.adjusted);
  const account = availableAccount(owner);
  const effectId: EffectId = effectOf(ref, 1);
  for (const { lot, remaining } of takeFrom(desk.book.slices(account, asset), -amount))
    move(desk, { effectId, debit: account, credit: HOUSE.adjusted, asset, amount: remaining, lot });
}

function give(desk: Desk, command: OpeningCommand | AdjustCommand, from: string): void {
  const { ref, owner, asset, amount, atMs, today } = command;
  const effectId = effectOf(ref, 1);
  const lot: Lot = { id: effectId, asset, earnedAtMs: atMs, activeOn: today, lastDay: null, idleDays: null };
  credit(desk, { effectId, from, owner, asset, amount, lot });
}
