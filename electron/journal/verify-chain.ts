/**
 * JRN-4, JRN-5: recomputes a chain from the stored texts and folds the till's state on the way. Hashes bind every entry
 * to the one before, so one signature, the last, vouches for all.
 */
import type { TillId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { type ChainTip, linkEntry } from '../../shared/ledger/chain.ts';
import type { EntryHead, EntryKind } from '../../shared/ledger/entry.ts';
import { bodyHashText, entryHashText, genesisText } from '../../shared/ledger/texts.ts';
import { foldTill } from '../../shared/shift/fold-till.ts';
import type { TillState } from '../../shared/shift/till-state.ts';
import { parsedJson } from '../files/parsed-json.ts';
import { sha256Hex } from '../keys/digest.ts';

export type ChainOwner = { readonly till: TillId; readonly epoch: number; readonly publicKey: string };
export type VerifiedChain = { readonly tip: ChainTip; readonly state: TillState };
/** Where the first damage is, and what does not fit; for the log and support. */
export type ChainDamage = { readonly seq: number; readonly what: string };

export type EntryRow = {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly head: string;
  readonly hash: string;
  readonly sig: string;
  readonly body: string;
};

export type ReadEntry = { readonly head: EntryHead; readonly body: EntryBody | null };

export const genesisTip = (owner: ChainOwner): ChainTip => ({
  till: owner.till,
  epoch: owner.epoch,
  seq: 0,
  hash: sha256Hex(genesisText(owner)),
  atMs: epochMs(0),
});

/** Puts the next row on a chain. */
export function verifyRow({ tip, state }: VerifiedChain, row: EntryRow): Result<VerifiedChain, ChainDamage> {
  const read = readRow(row);
  if (!read.ok) return read;
  const { head, body } = read.value;
  const link = linkEntry(tip, { head, hash: row.hash });
  if (!link.ok) return damage(row.seq, link.fault);
  return ok({ tip: link.tip, state: foldTill(state, head, body) });
}

/** A row whose texts are those that were hashed. The body is parsed where the fold reads it. */
export function readRow(row: EntryRow): Result<ReadEntry, ChainDamage> {
  if (sha256Hex(entryHashText(row.head)) !== row.hash) return damage(row.seq, 'hash');
  const head = (parsedJson(row.head) ?? null) as EntryHead | null;
  if (head === null) return damage(row.seq, 'head');
  if (head.seq !== row.seq || head.id !== row.id || head.kind !== row.kind) return damage(row.seq, 'row');
  if (sha256Hex(bodyHashText(row.body)) !== head.bodyHash) return damage(row.seq, 'body');
  // Text that this till wrote itself: the chain's hashes and signature stand in for a schema.
  return ok({ head, body: foldedBody(row) });
}

/**
 * Null for a body that the fold does not read: it is only hashed. Of sales it reads those that used a limited rule, and
 * those that were the first to use a lease.
 */
export function foldedBody({ kind, body }: Pick<EntryRow, 'kind' | 'body'>): EntryBody | null {
  const isRead =
    FOLDED.has(kind as EntryKind) || (kind === 'SALE' && FOLDED_PARTS.some((part) => body.includes(part)));
  return isRead ? ((parsedJson(body) ?? null) as EntryBody | null) : null;
}

/** Other kinds whose body the fold reads. */
const FOLDED: ReadonlySet<EntryKind> = new Set([
  'LOGIN',
  'LOCKOUT',
  'SHIFT_OPEN',
  'CHECKPOINT',
  'INTENT',
  'ABANDON',
  'RELEASE',
]);
const FOLDED_PARTS = ['"uses":[', '"grants":['];

export const damage = (seq: number, what: string) => fail<ChainDamage>({ seq, what });
