/**
 * A shop in which everything that the ledger knows has happened: goods sold and paid with points, a lease that is still
 * held, one that was given back, an attempt that was given up, a sale that waits, a second history, a till written off.
 */

import { revokeTill } from '../../../server/enrol/revoke-till.ts';
import { adjustBalance } from '../../../server/operator/adjust-balance.ts';
import { setLeasePolicy } from '../../../server/operator/set-lease-policy.ts';
import { findDeadTill, writeOffTill } from '../../../server/operator/write-off-till.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId, type StoreId } from '../../../shared/kernel/ids.ts';
import { epochMs, minor, ONE_UNIT_MILLI } from '../../../shared/kernel/units.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { ChainEntry, TillChain } from '../till-chain.ts';
import { demoProgramme, goodsOf } from './demo-shop.ts';
import { grantedTo, newIntent, openSpendingShop, release, spend } from './rights.ts';
import { pushEntries } from './signed-call.ts';
import { DEMO_STORE, enrolTill, type TestHq } from './test-hq.ts';

export const ACT = { by: 'Maria', reason: 'a test of it' };
const DAY_MS = 86_400_000;

export type SpentShop = { readonly shop: TestHq; readonly till: TillChain; readonly member: MemberRow };

export async function openSpentShop(): Promise<SpentShop> {
  const { shop, till, member } = await openSpendingShop();
  const owner = member.id;
  const sale = till.sale({ products: goodsOf('dairy', 4), member });
  giveBack(till, member, sale);
  spend(till, member, await grantedTo(shop, till, { owner, amount: 60 }), 50);
  const intent = newIntent();
  const opened = {
    basketId: till.sale({ products: goodsOf('bread', 1) }).id,
    owner,
    asset: 'points' as const,
  };
  till.append({ kind: 'INTENT', intent, ...opened, amount: 30 });
  await grantedTo(shop, till, { owner, amount: 30, intent });
  till.append({ kind: 'ABANDON', intent, owner });
  release(till, await grantedTo(shop, till, { owner, amount: 20 }));
  till.sale({
    products: goodsOf('dairy', 2),
    member,
    forgeHead: (head) => ({
      ...head,
      parts: head.parts.map((part) => ({ ...part, amount: part.amount + 1 })),
    }),
  });
  await pushEntries(shop.app, till);
  const dead = await enrolTill(shop, { name: 'Casa 2', programme: demoProgramme() });
  const lost = await grantedTo(shop, dead, { owner, amount: 25 });
  await forkedTill(shop, member);
  await afterDays(shop, dead, 3);
  spend(dead, member, lost, 25);
  await pushEntries(shop.app, dead);
  await grantedTo(shop, till, { owner, amount: 15 });
  await adjustBalance(shop.hq, { owner, asset: 'wallet', amount: 700 }, ACT);
  const policy = { ...DEFAULT_LEASE_POLICY, shareBps: 5000 };
  await setLeasePolicy(shop.hq, asId<StoreId>(DEMO_STORE), { policy, act: ACT });
  return { shop, till, member };
}

const { programme, hash } = demoProgramme();

/** Goods of one line come back, and with them some of what they earned. */
export const giveBack = (till: TillChain, member: MemberRow, sale: ChainEntry): ChainEntry =>
  till.append(
    {
      kind: 'RETURN',
      sale: sale.id,
      lines: [{ n: 1, quantityMilli: ONE_UNIT_MILLI }],
      backMinor: minor(0),
    },
    {
      member: member.id,
      programme: { version: programme.version, hash },
      parts: [{ n: 1, effect: 'CLAWBACK', asset: 'points', amount: 1, ref: `${sale.id}#1` }],
    },
  );

async function forkedTill(shop: TestHq, member: MemberRow): Promise<void> {
  const till = await enrolTill(shop, { name: 'Casa 3', programme: demoProgramme() });
  till.tick();
  const clone = till.cloneAt(1);
  till.sale({ products: goodsOf('sweets', 1), member });
  clone.sale({ products: goodsOf('sweets', 3), member });
  await pushEntries(shop.app, till);
  await pushEntries(shop.app, clone);
}

/** The till is blocked, its lease's end and grace pass, and it is written off. */
async function afterDays(shop: TestHq, till: TillChain, days: number): Promise<void> {
  await revokeTill(shop.hq, till.till);
  shop.setNow(epochMs(shop.hq.nowMs() + days * DAY_MS));
  const dead = await findDeadTill(shop.hq.db, till.till);
  assert(dead, 'the till is known');
  const writtenOff = await writeOffTill(shop.hq, dead, ACT);
  assert(writtenOff === 1, `one lease is written off, not ${writtenOff}`);
}
