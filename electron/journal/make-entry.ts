/** CHN-1 … CHN-4: turns a draft into a signed entry on top of a chain. The only place where main signs an entry. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CashierId, EntryId, MemberId, ShiftId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { type ChainTip, chainTimeMs } from '../../shared/ledger/chain.ts';
import {
  ENTRY_VERSION,
  type EntryHead,
  type EntryPart,
  type EntryTotals,
  type SignedEntry,
} from '../../shared/ledger/entry.ts';
import { bodyHashText, bodyText, entryHashText, headText } from '../../shared/ledger/texts.ts';
import { sha256Hex } from '../keys/digest.ts';
import type { SigningKey } from '../keys/ed25519.ts';

export type EntryDraft = {
  readonly id: EntryId;
  readonly body: EntryBody;
  readonly shift: ShiftId | null;
  readonly cashier: CashierId | null;
  readonly wallMs: EpochMs;
  readonly businessDate: BusinessDate;
  readonly member?: MemberId;
  readonly parts?: readonly EntryPart[];
  readonly totals?: EntryTotals;
  readonly programme?: { readonly version: number; readonly hash: string };
};

/** HQ's last word that this till has heard; zeros before the first. */
export type HqWord = { readonly logIndex: number; readonly timeMs: EpochMs };

export type MadeEntry = SignedEntry & { readonly entry: EntryHead; readonly content: EntryBody };

export function makeEntry(draft: EntryDraft, on: { tip: ChainTip; hq: HqWord; key: SigningKey }): MadeEntry {
  const body = bodyText(draft.body);
  const entry: EntryHead = {
    v: ENTRY_VERSION,
    kind: draft.body.kind,
    till: on.tip.till,
    epoch: on.tip.epoch,
    seq: on.tip.seq + 1,
    prev: on.tip.hash,
    id: draft.id,
    shift: draft.shift,
    cashier: draft.cashier,
    ...(draft.member === undefined ? {} : { member: draft.member }),
    parts: draft.parts ?? [],
    totals: draft.totals ?? null,
    programme: draft.programme ?? null,
    bodyHash: sha256Hex(bodyHashText(body)),
    atMs: chainTimeMs({ wallMs: draft.wallMs, lastAtMs: on.tip.atMs, hqTimeMs: on.hq.timeMs }),
    wallMs: draft.wallMs,
    businessDate: draft.businessDate,
    hq: on.hq,
  };
  const head = headText(entry);
  const hash = sha256Hex(entryHashText(head));
  return { entry, content: draft.body, head, hash, sig: on.key.signHash(hash), body };
}
