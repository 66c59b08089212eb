import { assert } from '../../../shared/kernel/assert.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { TillChain } from '../till-chain.ts';
import { demoProgramme, memberRow, pullAllMembers } from './demo-shop.ts';
import { enrolTill, startTestHq, type TestHq } from './test-hq.ts';

/** The demo shop with one till, and a bronze member who shops there. */
export async function openShop(): Promise<{ shop: TestHq; till: TillChain; member: MemberRow }> {
  const shop = await startTestHq();
  const till = await enrolTill(shop, { programme: demoProgramme() });
  const document = (await pullAllMembers(shop, till)).find((each) => each.tierId === 'bronze');
  assert(document, 'the demo shop has bronze members');
  return { shop, till, member: memberRow(document) };
}

/** Points that a pull says the member may spend now. */
export async function availablePoints(shop: TestHq, till: TillChain, member: MemberRow): Promise<number> {
  const row = (await pullAllMembers(shop, till)).find((each) => each.id === member.id);
  return row?.balances[0]?.available ?? -1;
}

export const pointsBefore = (member: MemberRow): number => member.balances[0]?.available ?? 0;

/** What an entry's first part claims. */
export function earnedBy(entry: { readonly head: string }): number {
  const head = JSON.parse(entry.head) as { parts: readonly { amount: number }[] };
  return head.parts[0]?.amount ?? 0;
}
