/** Goods, programme and members of the loaded demo shop, as a till would know them. */
import { documentHash } from '../../../server/crypto/hq-document.ts';
import { demoGoods } from '../../../server/demo/demo-goods.ts';
import { readDemoProgramme } from '../../../server/demo/load-demo.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { PullDocument } from '../../../shared/protocol/pull.ts';
import type { ChainOptions, TillChain } from '../till-chain.ts';
import { call } from './signed-call.ts';
import type { TestHq } from './test-hq.ts';

export function demoProgramme(): NonNullable<ChainOptions['programme']> {
  const programme = readDemoProgramme();
  return { programme, hash: documentHash(canonicalText(programme)) };
}

const goods = demoGoods();

/** The first goods of a category. */
export function goodsOf(category: string, count = 1): readonly Product[] {
  const found = goods.filter((product) => product.categoryId === category).slice(0, count);
  assert(found.length === count, `the demo shop has ${count} of ${category}`);
  return found;
}

/** Every member as HQ sends them to this till. */
export async function pullAllMembers(
  { app }: TestHq,
  till: TillChain,
): Promise<readonly PullDocument<'members'>[]> {
  const page = await call(app, till, 'pull', { collection: 'members', checkpoint: null, limit: 1000 });
  assert(page.collection === 'members', 'members were asked for');
  return page.documents;
}

/** The row that a sale's `seen` carries: the pulled document without what only finding needs. */
export function memberRow(document: PullDocument<'members'>): MemberRow {
  const { phoneHmac: _phone, phoneLast6Hmac: _last6, _deleted, ...row } = document;
  return row;
}
