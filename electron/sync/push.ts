/**
 * PSH-1, PSH-6: sends the chain by HQ's watermark and keeps the log indexes that come back. Anything may be lost or
 * repeated on the way: the next answer says again where HQ stands.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { MAX_PUSH_ENTRIES } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Ack, type WireEntry, zAck } from '../../shared/protocol/push.ts';
import { afterAck, nextPush, type PushCursor, unknownCursor } from '../../shared/sync/push-cursor.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import { type ChainOwner, genesisTip } from '../journal/verify-chain.ts';
import { readHqDocument } from '../keys/hq-document.ts';

export type PushParts = {
  readonly journal: Journal;
  readonly entries: EntryReader;
  readonly hq: HqClient;
  readonly owner: ChainOwner;
  readonly hqPublicKey: string;
  /** After every answer: acknowledgements are in the journal. */
  readonly onAck: () => void;
};

export type Push = {
  /** Sends until HQ has everything. Fails with HQ-FORK when HQ knows another history of this chain. */
  readonly sendAll: () => Promise<Result<null>>;
  readonly forked: () => boolean;
  readonly suspended: () => boolean;
};

export function createPush(parts: PushParts): Push {
  const { journal, entries, hq, owner, hqPublicKey, onAck } = parts;
  let cursor: PushCursor = unknownCursor;
  let suspended = false;
  /** Up to here, log indexes that an answer lost on the way have been asked for again. */
  let relearnedSeq = 0;

  async function exchange(batch: readonly WireEntry[]): Promise<Result<Ack>> {
    const answer = await hq.call('push', { epoch: owner.epoch, entries: [...batch] });
    if (!answer.ok) return answer;
    const ack = readHqDocument(answer.value, { hqPublicKey, schema: zAck });
    if (!ack.ok) return ack;
    const { till, epoch, effects, logIndex, hqTimeMs, wm, verdict } = ack.value;
    if (till !== owner.till || epoch !== owner.epoch) return fail(failure('HQ-RUBBISH'));
    const kept = journal.acknowledge(effects, { logIndex, timeMs: hqTimeMs });
    if (!kept.ok) return kept;
    suspended = ack.value.suspended;
    cursor = afterAck(cursor, { wm, verdict: knowsOurChain(ack.value) ? verdict : 'fork' });
    onAck();
    return ack;
  }

  /** HQ's head at its watermark must be ours; a watermark past our end means that this disk was set back. */
  function knowsOurChain({ wm, head }: Ack): boolean {
    return (wm === 0 ? genesisTip(owner).hash : entries.hashAt(wm)) === head;
  }

  /** True while there is more to do. */
  async function step(): Promise<Result<boolean>> {
    const next = nextPush(cursor, journal.tip().seq);
    if (next.kind === 'stopped') return fail(failure('HQ-FORK'));
    if (next.kind === 'done') return await relearn();
    if (next.kind === 'ask') return more(await exchange([]));
    const before = next.fromSeq - 1;
    const ack = await exchange(entries.wire(next.fromSeq, next.count));
    // An HQ that takes nothing and says so for ever must not be asked in a tight loop.
    return ack.ok && !cursor.fork && ack.value.wm <= before ? fail(failure('HQ-RUBBISH')) : more(ack);
  }

  async function relearn(): Promise<Result<boolean>> {
    const uptoSeq = cursor.watermark ?? 0;
    const fromSeq = entries.firstUnacknowledged({ afterSeq: relearnedSeq, uptoSeq });
    if (fromSeq === null) return ok(false);
    const batch = entries.wire(fromSeq, Math.min(MAX_PUSH_ENTRIES, uptoSeq - fromSeq + 1));
    const ack = await exchange(batch);
    if (ack.ok) relearnedSeq = fromSeq + batch.length - 1;
    return more(ack);
  }

  return {
    sendAll: async () => {
      for (;;) {
        const stepped = await step();
        if (!stepped.ok) return stepped;
        if (!stepped.value) return ok(null);
      }
    },
    forked: () => cursor.fork,
    suspended: () => suspended,
  };
}

const more = (ack: Result<Ack>): Result<boolean> => (ack.ok ? ok(true) : ack);
