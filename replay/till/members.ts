import { assert } from '../../shared/kernel/assert.ts';
import { MAX_PULL_DOCUMENTS } from '../../shared/kernel/limits.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { MemberNews } from '../book/book.ts';
import type { ReplayTill } from './replay-till.ts';

/** Every member's row that has changed at HQ since the checkpoint, as a window pulls them. */
export async function pullMembers(till: ReplayTill, from: string | null): Promise<MemberNews> {
  const rows: MemberRow[] = [];
  let checkpoint = from;
  for (;;) {
    const page = await till.call('reference.pull', {
      collection: 'members',
      checkpoint,
      limit: MAX_PULL_DOCUMENTS,
    });
    assert(page.collection === 'members', 'members were asked for');
    for (const { phoneHmac: _phone, phoneLast6Hmac: _last6, _deleted, ...row } of page.documents)
      rows.push(row);
    checkpoint = page.checkpoint;
    if (page.documents.length < MAX_PULL_DOCUMENTS) return { rows, checkpoint: checkpoint ?? '0' };
  }
}
