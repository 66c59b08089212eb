/** What must hold of a ledger after every command, counted anew from its movements and nothing else. */

import type { Changes } from '../../../shared/posting/book/changes.ts';
import type { MemoryState } from '../../../shared/posting/book/memory-book.ts';
import { balanceKey, splitBalanceKey } from '../../../shared/posting/book/movement.ts';
import { sourceOf } from '../../../shared/posting/book/spending-order.ts';

/** Everything that does not hold, in words. */
export function bookFaults({ balances, slices, leases, intents, effects, ended }: MemoryState): string[] {
  const faults: string[] = [];
  const sums = new Map<string, number>();
  for (const [key, balance] of balances) {
    const { account, asset } = splitBalanceKey(key);
    sums.set(asset, (sums.get(asset) ?? 0) + balance);
    if (/^[apl]:/.test(account) && balance < 0) faults.push(`I1: ${key} is ${balance}`);
    if (account.startsWith('d:') && balance > 0) faults.push(`I1: ${key} is ${balance}`);
    const held = (slices.get(key) ?? []).reduce((sum, slice) => sum + slice.remaining, 0);
    if (/^[apl]:/.test(account) && held !== balance)
      faults.push(`I9: ${key} is ${balance}, its lots ${held}`);
  }
  for (const [asset, sum] of sums) if (sum !== 0) faults.push(`I2: ${asset} sums to ${sum}`);
  for (const [key, held] of slices)
    if (!balances.has(key) || held.some(({ remaining }) => remaining <= 0))
      faults.push(`I9: ${key} has odd lots`);
  for (const { id, asset, state, amount, guaranteed } of leases.values()) {
    const left = balances.get(balanceKey(`l:${id}`, asset)) ?? 0;
    if (left > amount) faults.push(`I5: ${id} holds ${left} of ${amount}`);
    if ((state === 'CLOSED' || state === 'WRITTEN_OFF') && left + guaranteed !== 0)
      faults.push(`${id} is ${state} and holds ${left}`);
  }
  for (const { id, amount, undone } of effects.values())
    if (undone < 0 || undone > amount) faults.push(`I12, I17: ${undone} of ${id} undone, it was ${amount}`);
  for (const intent of intents.values()) {
    const spends = [...effects.values()].filter(
      (effect) =>
        effect.intent === intent.id && effect.owner === intent.owner && effect.undone < effect.amount,
    );
    const entries = new Set(spends.map(({ entry }) => entry));
    const most = intent.state === 'spent' ? 1 : 0;
    if (entries.size > most)
      faults.push(`I16: ${intent.id} ${intent.state}, spent by ${[...entries].join()}`);
  }
  for (const [source, sum] of ended) if (sum < 0) faults.push(`ended ${source}: ${sum}`);
  return faults;
}

/** Within one command: no movement of nothing or to itself, each (effect, leg) once, lots named where they must be. */
export function changeFaults({ movements }: Changes): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { effectId, leg, debit, credit, amount, lot } of movements) {
    const name = `${effectId} ${leg}`;
    if (seen.has(name)) faults.push(`${name} twice`);
    seen.add(name);
    if (debit === credit || !Number.isSafeInteger(amount) || amount <= 0)
      faults.push(`${name} moves ${amount}`);
    const inLots = [debit, credit].some((account) => /^[apl]:|^h:expired$/.test(account));
    if (inLots !== (lot !== null)) faults.push(`${name}: ${debit} → ${credit} names lot ${lot}`);
    if (lot !== null && sourceOf(lot).includes('/')) faults.push(`${name}: lot ${lot} grows`);
  }
  return faults;
}
