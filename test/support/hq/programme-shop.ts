/** The demo shop under a programme of the test's own, with one till that knows it. */
import { documentHash, signDocument } from '../../../server/crypto/hq-document.ts';
import { demoCompany } from '../../../server/demo/demo-place.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import type { MemberId } from '../../../shared/kernel/ids.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { TillChain } from '../till-chain.ts';
import { memberRow, pullAllMembers } from './demo-shop.ts';
import { pointsBefore } from './open-shop.ts';
import { enrolTill, startTestHq, type TestHq } from './test-hq.ts';

export type ProgrammeShop = {
  readonly shop: TestHq;
  readonly till: TillChain;
  readonly published: { readonly programme: Programme; readonly hash: string };
  /** As HQ has them now; without an id, one who has points. */
  readonly member: (id?: MemberId) => Promise<MemberRow>;
};

/** `programme` has a version above the demo shop's own. */
export async function openProgrammeShop(programme: Programme): Promise<ProgrammeShop> {
  const shop = await startTestHq();
  const { document, sig } = signDocument(shop.hq.keys.signing, programme);
  const hash = documentHash(document);
  await shop.hq.db
    .insertInto('programme')
    .values({ company_id: demoCompany.id, version: programme.version, document, sig, hash })
    .execute();
  const till = await enrolTill(shop, { programme: { programme, hash } });
  const member = async (id?: MemberId): Promise<MemberRow> => {
    const rows = await pullAllMembers(shop, till);
    const found = rows.find((each) =>
      id === undefined ? pointsBefore(memberRow(each)) > 100 : each.id === id,
    );
    assert(found, 'the member is served');
    return memberRow(found);
  };
  return { shop, till, published: { programme, hash }, member };
}
