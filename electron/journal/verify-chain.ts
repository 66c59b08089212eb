/**
 * JRN-4, JRN-5: recomputes the whole chain from the stored texts and folds the till's state on the way. Hashes bind
 * every entry to the last one, so one signature, the last, vouches for all.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { TillId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { type ChainTip, linkEntry } from '../../shared/ledger/chain.ts';
import type { EntryHead, EntryKind } from '../../shared/ledger/entry.ts';
import { bodyHashText, entryHashText, genesisText } from '../../shared/ledger/texts.ts';
import { foldTill, initialTillState, type TillState } from '../../shared/shift/till-state.ts';
import { sha256Hex } from '../keys/digest.ts';
import { signatureHolds } from '../keys/ed25519.ts';

export type ChainOwner = { readonly till: TillId; readonly epoch: number; readonly publicKey: string };
export type VerifiedChain = { readonly tip: ChainTip; readonly state: TillState };
/** Where the first damage is, and what does not fit; for the log and support. */
export type ChainDamage = { readonly seq: number; readonly what: string };

type EntryRow = {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly head: string;
  readonly hash: string;
  readonly sig: string;
  readonly body: string;
};

export const genesisTip = (owner: ChainOwner): ChainTip => ({
  till: owner.till,
  epoch: owner.epoch,
  seq: 0,
  hash: sha256Hex(genesisText(owner)),
  atMs: epochMs(0),
});

export function verifyChain(db: DatabaseSync, owner: ChainOwner): Result<VerifiedChain, ChainDamage> {
  const rows = db.prepare('SELECT seq, id, kind, head, hash, sig, body FROM entry ORDER BY seq').iterate();
  let chain: VerifiedChain = { tip: genesisTip(owner), state: initialTillState };
  let last: EntryRow | null = null;
  for (const row of rows as Iterable<EntryRow>) {
    const next = verifyRow(chain, row);
    if (!next.ok) return next;
    chain = next.value;
    last = row;
  }
  if (last && !signatureHolds({ publicKey: owner.publicKey, hash: last.hash, sig: last.sig }))
    return damage(last.seq, 'signature');
  const { newest } = db.prepare('SELECT coalesce(max(seq), 0) AS newest FROM change').get() as {
    newest: number;
  };
  return newest > chain.tip.seq ? damage(newest, 'missing') : ok(chain);
}

function verifyRow({ tip, state }: VerifiedChain, row: EntryRow): Result<VerifiedChain, ChainDamage> {
  if (sha256Hex(entryHashText(row.head)) !== row.hash) return damage(row.seq, 'hash');
  const head = parsed<EntryHead>(row.head);
  if (head === null) return damage(row.seq, 'head');
  if (head.seq !== row.seq || head.id !== row.id || head.kind !== row.kind) return damage(row.seq, 'row');
  if (sha256Hex(bodyHashText(row.body)) !== head.bodyHash) return damage(row.seq, 'body');
  const link = linkEntry(tip, { head, hash: row.hash });
  if (!link.ok) return damage(row.seq, link.fault);
  const body = FOLDED.has(head.kind) ? parsed<EntryBody>(row.body) : null;
  return ok({ tip: link.tip, state: foldTill(state, head, body) });
}

/** Kinds whose body the fold reads; the others' bodies are only hashed. */
const FOLDED: ReadonlySet<EntryKind> = new Set(['LOGIN', 'LOCKOUT', 'SHIFT_OPEN']);

/** Text that this till wrote itself: the chain's hashes and signature stand in for a schema. */
function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

const damage = (seq: number, what: string) => fail<ChainDamage>({ seq, what });
