/**
 * LOD-6, BAL-1: a member as this till knows them. The row is HQ's; what this till did to them since comes from main's
 * journal and never from a view, which may have been stopped: a view that misses a spending would show too much.
 */
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { OwnEffect } from '../../shared/ledger/shown-balance.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';

/** A member with what this till did to their balance. */
export type MemberHere = { readonly row: MemberRow; readonly own: readonly OwnEffect[] };

/** Null when main could not say. */
export async function memberHere(bridge: PunctaBridge, row: MemberRow): Promise<MemberHere | null> {
  const own = await bridge.call('member.ownEffects', { memberId: row.id, asOf: row.asOf });
  return own.ok ? { row, own: own.value } : null;
}

type Watched = {
  readonly bridge: PunctaBridge;
  readonly listener: (member: MemberHere | null) => void;
  readonly watchRow: (tell: (row: MemberRow | null) => void) => () => void;
  readonly watchJournal: (moved: () => void) => () => void;
};

/** Tells again when the row or the journal moves. While main cannot say, what was told before stands. */
export function watchMember({ bridge, listener, watchRow, watchJournal }: Watched): () => void {
  let row: MemberRow | null = null;
  let asked = 0;
  let watching = true;
  const tell = async (): Promise<void> => {
    asked += 1;
    const question = asked;
    const member = row && (await memberHere(bridge, row));
    if (!watching || question !== asked) return;
    if (member || row === null) listener(member);
  };
  const unwatch = [
    watchRow((next) => {
      row = next;
      void tell();
    }),
    watchJournal(() => void tell()),
  ];
  return () => {
    watching = false;
    for (const stop of unwatch) stop();
  };
}
