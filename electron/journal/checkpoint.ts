/**
 * SEG-1: the till's folded state, signed as an entry of its own chain, so that opening begins there. What it says is
 * the state before it.
 */
import { asId, type EntryId } from '../../shared/kernel/ids.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../shared/kernel/uuid-v7.ts';
import type { CheckpointBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import { stateDocument } from '../../shared/shift/state-document.ts';
import type { TillState } from '../../shared/shift/till-state.ts';
import { sha256Hex } from '../keys/digest.ts';
import type { EntryDraft } from './make-entry.ts';

export type CheckpointFacts = {
  readonly state: TillState;
  /** The hash that the checkpoint will name: no other entry has it, so the checkpoint's id is made from it. */
  readonly prev: string;
  /** It is of the moment of the entry that made it due. */
  readonly moment: Pick<EntryHead, 'wallMs' | 'businessDate'>;
  readonly continues: CheckpointBody['continues'];
};

export const checkpointDraft = ({ state, prev, moment, continues }: CheckpointFacts): EntryDraft => ({
  id: checkpointId(prev, moment),
  body: { kind: 'CHECKPOINT', state: stateDocument(state), continues },
  shift: state.shift?.id ?? null,
  cashier: state.cashier,
  wallMs: moment.wallMs,
  businessDate: moment.businessDate,
});

function checkpointId(prev: string, { wallMs }: CheckpointFacts['moment']): EntryId {
  const bytes = Buffer.from(sha256Hex(`checkpoint|${prev}`), 'hex').subarray(0, UUID_RANDOM_BYTES);
  return asId<EntryId>(uuidV7(wallMs, new Uint8Array(bytes)));
}
