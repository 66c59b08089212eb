/** What a part of an entry says, made sound: nothing that a till can sign brings posting down. */
import { asBusinessDate, type BusinessDate } from '../../kernel/business-date.ts';
import type { OwnerId } from '../../kernel/ids.ts';
import { MAX_EARNED } from '../../kernel/limits.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import type { PostedEntry } from './command.ts';
import { type Desk, effectOf, report } from './desk.ts';

const FIRST_DAY = asBusinessDate('2000-01-01');
const LAST_DAY = asBusinessDate('2199-12-31');

/** Whose balance a part moves; null: nobody's. */
export function ownerOf({ member }: PostedEntry, { cardId, to }: EntryPart): OwnerId | null {
  if (cardId !== undefined) return `card:${cardId}`;
  return to ?? member;
}

/** Days are counted from it, so it stays where there are four digits to the year on either side. */
export function withSoundDate(entry: PostedEntry): PostedEntry {
  const businessDate = soundDate(entry.businessDate);
  return businessDate === entry.businessDate ? entry : { ...entry, businessDate };
}

/** Up to when lots may have ended by it. */
export const endingDay = ({ hqDay, businessDate }: PostedEntry): BusinessDate => hqDay ?? businessDate;

const soundDate = (date: BusinessDate): BusinessDate =>
  date < FIRST_DAY ? FIRST_DAY : date > LAST_DAY ? LAST_DAY : date;

/** Those that can be posted: each number once, and no amount beyond what trade can move. */
export function soundParts(desk: Desk, entry: PostedEntry): readonly EntryPart[] {
  if (entry.parts.every(({ amount }, index) => entry.parts[index]?.n === index + 1 && amount <= MAX_EARNED))
    return entry.parts;
  const seen = new Set<number>();
  return entry.parts.filter(({ n, amount }) => {
    const isSound = !seen.has(n) && amount <= MAX_EARNED;
    if (!isSound) report(desk, { kind: 'amount-beyond-limit', effectId: effectOf(entry.id, n), amount });
    seen.add(n);
    return isSound;
  });
}
