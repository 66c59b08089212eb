/**
 * One intent, one spend (protocol.md section 8, I16): the spend that is posted first may stand, every other of the same
 * intent is refunded at once, and all of them where the intent is abandoned, in whatever order they come.
 */
import type { EntryId, IntentId, OwnerId } from '../../kernel/ids.ts';
import { MAX_EFFECTS } from '../../kernel/limits.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import type { Intent } from '../book/book.ts';
import type { PostedEntry } from './command.ts';
import { type Desk, effectOf, putIntent, report, takingBackOf } from './desk.ts';
import { endingDay, ownerOf } from './part.ts';
import { refund } from './refund.ts';

/** Entries that an intent remembers; all after the first were refunded when they came. */
export const MAX_INTENT_ENTRIES = 20;

export function openIntent(desk: Desk, { intent, till }: PostedEntry): void {
  if (intent === undefined) return;
  const known = desk.book.intent(intent.id);
  if (known === null) putIntent(desk, { ...intent, state: 'open', entries: [], till });
  else if (known.till === undefined && known.owner === intent.owner) putIntent(desk, { ...known, till });
}

/** After all parts of an entry: the intents that its spends carry. */
export function settleIntents(desk: Desk, entry: PostedEntry, parts: readonly EntryPart[]): void {
  const spends = new Map<string, Spend>();
  for (const part of parts) {
    const owner = part.effect === 'REDEEM' ? ownerOf(entry, part) : null;
    if (owner !== null && part.intent !== undefined)
      spends.set(`${part.intent} ${owner}`, { id: part.intent, owner });
  }
  for (const spend of spends.values()) spendIntent(desk, entry, spend);
}

type Spend = { readonly id: IntentId; readonly owner: OwnerId };

function spendIntent(desk: Desk, entry: PostedEntry, { id, owner }: Spend): void {
  const intent = desk.book.intent(id) ?? { id, owner, state: 'open', entries: [] };
  if (intent.owner !== owner) {
    report(desk, { kind: 'intent-elsewhere', effectId: effectOf(entry.id, 0), amount: 0 });
    return;
  }
  const entries = [...intent.entries, entry.id].slice(0, MAX_INTENT_ENTRIES);
  const state = intent.state === 'open' ? 'spent' : intent.state;
  putIntent(desk, { ...intent, state, entries });
  if (intent.state === 'open') return;
  const amount = takeBack(desk, { id, owner, spentBy: entry.id, by: entry });
  const kind = intent.state === 'spent' ? 'intent-twice' : 'intent-abandoned';
  report(desk, { kind, effectId: effectOf(entry.id, 0), amount });
}

/** Only the till that opened it; before anything else is known of the intent, whoever says so first. */
export function abandonIntent(desk: Desk, entry: PostedEntry): void {
  const { intent, till } = entry;
  if (intent === undefined) return;
  const known: Intent | null = desk.book.intent(intent.id);
  if (known?.state === 'abandoned') return;
  if (known && (known.owner !== intent.owner || (known.till ?? till) !== till)) {
    report(desk, { kind: 'intent-elsewhere', effectId: effectOf(entry.id, 0), amount: 0 });
    return;
  }
  putIntent(desk, { entries: [], till, ...known, ...intent, state: 'abandoned' });
  for (const spentBy of known?.entries ?? []) {
    const amount = takeBack(desk, { ...intent, spentBy, by: entry });
    if (amount > 0) report(desk, { kind: 'intent-abandoned', effectId: effectOf(spentBy, 0), amount });
  }
}

type TakingBack = Spend & {
  readonly spentBy: EntryId;
  /** The entry that makes it necessary. */
  readonly by: PostedEntry;
};

function takeBack(desk: Desk, { id, owner, spentBy, by }: TakingBack): number {
  const { minimumDaysLeft } = by.terms;
  let sum = 0;
  for (let n = 1; n <= MAX_EFFECTS; n += 1) {
    const spend = desk.book.effect(effectOf(spentBy, n));
    if (spend?.effect !== 'REDEEM' || spend.intent !== id || spend.owner !== owner) continue;
    const wanted = { effectId: takingBackOf(spend.id), today: endingDay(by), minimumDaysLeft };
    sum += refund(desk, spend, { ...wanted, amount: spend.amount });
  }
  return sum;
}
