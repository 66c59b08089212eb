/** Parts that take an earlier effect back: REFUND of a REDEEM, CLAWBACK of an EARN. */
import type { EffectId } from '../../kernel/ids.ts';
import type { EntryPart } from '../../ledger/entry.ts';
import type { PostedEffect } from '../book/book.ts';
import { clawBack } from './claw-back.ts';
import type { PostedEntry } from './command.ts';
import { type Desk, effectOf, report } from './desk.ts';
import { endingDay, ownerOf } from './part.ts';
import { refund } from './refund.ts';

export function refundPart(desk: Desk, entry: PostedEntry, part: EntryPart): void {
  const effectId = effectOf(entry.id, part.n);
  const spend = original(desk, entry, part);
  if (spend?.effect !== 'REDEEM') {
    report(desk, { kind: 'effect-unknown', effectId, amount: part.amount });
    return;
  }
  const { minimumDaysLeft } = entry.terms;
  const wanted = { effectId, amount: part.amount, today: endingDay(entry), minimumDaysLeft };
  const excess = part.amount - refund(desk, spend, wanted);
  if (excess > 0) report(desk, { kind: 'refund-excess', effectId, amount: excess });
}

/** `anywhere`: a person has allowed what came from a store that did not post the EARN (I10). */
export function clawBackPart(
  desk: Desk,
  entry: PostedEntry,
  part: EntryPart,
  { anywhere }: { readonly anywhere: boolean },
): void {
  const effectId = effectOf(entry.id, part.n);
  const earning = original(desk, entry, part);
  if (earning?.effect !== 'EARN') {
    report(desk, { kind: 'effect-unknown', effectId, amount: part.amount });
    return;
  }
  if (earning.store !== entry.store && !anywhere) {
    report(desk, { kind: 'clawback-elsewhere', effectId, amount: part.amount });
    return;
  }
  const { shortfall } = entry.terms;
  const wanted = { effectId, amount: part.amount, today: endingDay(entry), shortfall };
  const excess = part.amount - clawBack(desk, earning, wanted);
  if (excess > 0) report(desk, { kind: 'clawback-excess', effectId, amount: excess });
}

/** What the part refers to, if it is of the same owner and asset. */
function original({ book }: Desk, entry: PostedEntry, part: EntryPart): PostedEffect | null {
  const effect = part.ref === undefined ? null : book.effect(part.ref as EffectId);
  const isSame = effect?.owner === ownerOf(entry, part) && effect.asset === part.asset;
  return isSame ? effect : null;
}
