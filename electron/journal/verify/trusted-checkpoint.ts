/** A checkpoint that stands for all before it: its own signature is verified, and its state is read by the schema. */
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { foldTill } from '../../../shared/shift/fold-till.ts';
import { readStateDocument } from '../../../shared/shift/state-document.ts';
import { initialTillState } from '../../../shared/shift/till-state.ts';
import { signatureHolds } from '../../keys/ed25519.ts';
import {
  type ChainDamage,
  type ChainOwner,
  damage,
  type EntryRow,
  readRow,
  type VerifiedChain,
} from '../verify-chain.ts';

export function trustedCheckpoint(row: EntryRow, owner: ChainOwner): Result<VerifiedChain, ChainDamage> {
  const read = readRow(row);
  if (!read.ok) return read;
  const { head, body } = read.value;
  if (head.till !== owner.till || head.epoch !== owner.epoch) return damage(row.seq, 'otherChain');
  if (!signatureHolds({ publicKey: owner.publicKey, hash: row.hash, sig: row.sig }))
    return damage(row.seq, 'signature');
  if (body?.kind !== 'CHECKPOINT' || readStateDocument(body.state) === null) return damage(row.seq, 'state');
  const tip = { till: head.till, epoch: head.epoch, seq: head.seq, hash: row.hash, atMs: head.atMs };
  return ok({ tip, state: foldTill(initialTillState, head, body) });
}
