/** A till that has sold a lot: member sales of six lines, signed as main signs them. */

import { demoGoods } from '../../server/demo/demo-goods.ts';
import { demoMembers } from '../../server/demo/demo-members.ts';
import { demoCompany, demoStore } from '../../server/demo/demo-place.ts';
import { enrolTill } from '../../server/enrol/enrol-till.ts';
import { makeEnrolmentCode } from '../../server/enrol/enrolment-code.ts';
import type { Hq } from '../../server/hq.ts';
import type { TillCaller } from '../../server/posting/till-caller.ts';
import type { Product } from '../../shared/catalog/product.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import { tierForSpend } from '../../shared/loyalty/tier/tier.ts';
import { demoProgramme } from '../../test/support/hq/demo-shop.ts';
import { seedFrom, TillChain } from '../../test/support/till-chain.ts';

export type BenchTill = { readonly chain: TillChain; readonly caller: TillCaller };

const LINES = 6;

export async function benchTill(hq: Hq): Promise<BenchTill> {
  const made = await makeEnrolmentCode(hq, { store: demoStore.id });
  assert(made, 'the demo store is there');
  const programme = demoProgramme();
  const till = `${demoStore.id}-1`;
  const chain = new TillChain({ till, seed: seedFrom('bench'), programme });
  const enrolled = await enrolTill(hq, { till: null, code: made.code, publicKey: chain.key.publicKey });
  assert(enrolled.ok, 'a new code enrols');
  const caller = {
    till: chain.till,
    epoch: 1,
    store: demoStore.id,
    company: demoCompany.id,
    timeZone: 'Europe/Chisinau',
    served: true,
  };
  return { chain, caller };
}

/** Appends that many sales, each of another member in turn. */
export function sellFor({ chain }: BenchTill, sales: number): void {
  const goods = demoGoods().filter((product) => product.unit === 'piece');
  const members = benchMembers();
  for (let sale = 0; sale < sales; sale += 1) {
    const products = Array.from({ length: LINES }, (_, line) => goods[(sale * 7 + line * 11) % goods.length]);
    const member = members[sale % members.length] ?? null;
    chain.sale({ products: products.filter((product): product is Product => product !== undefined), member });
  }
}

export function benchMembers(): readonly MemberRow[] {
  const { programme } = demoProgramme();
  return demoMembers().map(({ id, cardNumber, spendMinor, visits, points }) => ({
    id,
    cardNumber,
    label: 'A. P. •• 4521',
    tierId: tierForSpend(programme, spendMinor)?.id ?? asId('bronze'),
    counters: { spendMinor, visits },
    balances: [{ asset: 'points', available: points, pending: 0, leased: 0, inReview: 0, expiring: [] }],
    asOf: 0,
    asOfMs: epochMs(0),
  }));
}
