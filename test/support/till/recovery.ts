/** Tills in trouble: a disk that was copied, a journal that was spoiled. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANA } from '../fake-hq/documents.ts';
import type { FakeHq } from '../fake-hq/fake-hq.ts';
import { saleDraft } from './drafts.ts';
import { tempFolder } from './temp-folder.ts';
import { sellingTill, type TestTill, type TestTillOptions, testTill } from './test-till.ts';

export const round = (till: TestTill): Promise<void> => till.session().background.sync.roundNow(600_000);
export const link = async (till: TestTill): Promise<string> => (await till.done('till.status', null)).hq.link;

export async function sell(till: TestTill, sales: number): Promise<void> {
  for (let n = 0; n < sales; n += 1) await till.done('sale.commit', saleDraft());
}

export const signIn = (till: TestTill): Promise<unknown> =>
  till.done('cashier.signIn', { cashierId: ANA.id, pin: ANA.pin } as never);

/**
 * The till sold on after its disk was copied, and HQ knows that; then the copy takes its place. It has an open shift, and
 * nobody is signed in.
 */
export async function restoredCopy(hq: FakeHq, options: TestTillOptions = {}): Promise<TestTill> {
  const original = await sellingTill(hq, options);
  await sell(original, 2);
  await round(original);
  await original.till.stop();
  const userData = tempFolder();
  cpSync(original.userData, userData, { recursive: true });
  const sold = await original.restart();
  await signIn(sold);
  await sell(sold, 3);
  await round(sold);
  await sold.till.stop();
  return testTill({ ...options, userData, time: original.time });
}

/** As `restoredCopy`, after its first contact with HQ, with a cashier at work. */
export async function forkedTill(hq: FakeHq, options: TestTillOptions = {}): Promise<TestTill> {
  const copy = await restoredCopy(hq, options);
  await signIn(copy);
  await sell(copy, 2);
  await round(copy);
  return copy;
}

/** Flips a byte of an entry's text wherever it stands in the file, old copies in free room too; the till is stopped. */
export function spoilJournal(userData: string, text: string): void {
  const path = join(userData, 'journal.sqlite');
  const bytes = readFileSync(path);
  let at = bytes.indexOf(text);
  if (at < 0) throw new Error(`the journal does not hold ${text}`);
  for (; at >= 0; at = bytes.indexOf(text)) {
    const last = at + text.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
  }
  writeFileSync(path, bytes);
}

/** Every entry HQ has, of whatever epoch and way, by id. */
export function heldIds(hq: FakeHq, epochs: readonly number[]): readonly string[] {
  return epochs.flatMap((epoch) =>
    [...hq.book(epoch).held, ...hq.book(epoch).evidence].map(({ head }) => head.id),
  );
}
