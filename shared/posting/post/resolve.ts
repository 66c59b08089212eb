/** A person's verdict on what waits of an entry: it is posted after all, or what was claimed to be earned goes back. */

import type { EntryPart } from '../../ledger/entry.ts';
import { HOUSE, suspenseAccount } from '../book/accounts.ts';
import type { PostedEntry, ReleaseSuspenseCommand } from './command.ts';
import { type Desk, effectOf, move, report } from './desk.ts';
import { issue, knownOwner } from './earn.ts';
import { abandonIntent } from './intent.ts';
import { soundParts, withSoundDate } from './part.ts';
import { clawBackPart, refundPart } from './take-back.ts';

/** REDEEM never waits, so nothing of it is done here. */
export function resolve(desk: Desk, { ref, entry: told, verdict }: ReleaseSuspenseCommand): void {
  const entry = withSoundDate(told);
  const parts = soundParts(desk, entry).filter(({ n }) => entry.held === undefined || entry.held.includes(n));
  for (const part of parts) {
    if (part.effect === 'EARN') resolveEarn(desk, { entry, part, ref, verdict });
    if (verdict === 'refuse') continue;
    if (part.effect === 'REFUND') refundPart(desk, entry, part);
    if (part.effect === 'CLAWBACK') clawBackPart(desk, entry, part, { anywhere: true });
  }
  if (verdict === 'post' && entry.kind === 'ABANDON') abandonIntent(desk, entry);
}

type Waiting = {
  readonly entry: PostedEntry;
  readonly part: EntryPart;
  readonly ref: string;
  readonly verdict: ReleaseSuspenseCommand['verdict'];
};

function resolveEarn(desk: Desk, { entry, part, ref, verdict }: Waiting): void {
  const { asset, amount, n } = part;
  const effectId = effectOf(ref, n);
  const from = suspenseAccount(entry.till);
  if (verdict === 'refuse') {
    move(desk, { effectId, debit: from, credit: HOUSE.issued, asset, amount, lot: null });
    return;
  }
  const owner = knownOwner(desk, entry, part);
  if (owner !== null) issue(desk, { entry, part, owner, from, effectId });
  else report(desk, { kind: 'owner-unknown', effectId, amount });
}
