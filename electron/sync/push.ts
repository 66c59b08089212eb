/**
 * PSH-1, PSH-6: sends the chain by HQ's watermark and keeps the log indexes that come back. Anything may be lost or
 * repeated on the way: the next answer says again where HQ stands.
 * EPO-2: where HQ knows another history, no watermark leads on. Then every entry that HQ has not acknowledged by its id is
 * sent as it is, so that nothing waits for a person.
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
  /** Sends until HQ has everything, one history or two. */
  readonly sendAll: () => Promise<Result<null>>;
  /** HQ knows two histories under this epoch; whichever of them is ours, it must end. */
  readonly forked: () => boolean;
};

export function createPush(parts: PushParts): Push {
  const { journal, entries, hq, owner, hqPublicKey, onAck } = parts;
  let cursor: PushCursor = unknownCursor;
  const unacknowledged = resender(entries, exchange);

  async function exchange(batch: readonly WireEntry[]): Promise<Result<Ack>> {
    const answer = await hq.call('push', { epoch: owner.epoch, entries: [...batch] });
    if (!answer.ok) return answer;
    const ack = readHqDocument(answer.value, { hqPublicKey, schema: zAck });
    if (!ack.ok) return ack;
    const { till, epoch, wm, verdict } = ack.value;
    if (till !== owner.till || epoch !== owner.epoch) return fail(failure('HQ-RUBBISH'));
    const kept = keepAck(ack.value);
    if (!kept.ok) return kept;
    const isFork = ack.value.suspended || !knowsOurChain(ack.value);
    cursor = afterAck(cursor, { wm, verdict: isFork ? 'fork' : verdict });
    onAck();
    return ack;
  }

  /** After a restore of HQ the journal takes back what it was told of entries that HQ has forgotten; they are asked for anew. */
  function keepAck({ effects, logIndex, hqTimeMs, hqEpoch, epochFromLogIndex }: Ack): Result<number> {
    const before = journal.hqEpoch();
    const kept = journal.acknowledge(effects, { logIndex, timeMs: hqTimeMs, hqEpoch, epochFromLogIndex });
    if (journal.hqEpoch() !== before) unacknowledged.startAnew();
    return kept;
  }

  /** HQ's head at its watermark must be ours; a watermark past our end means that this disk was set back. */
  function knowsOurChain({ wm, head }: Ack): boolean {
    return (wm === 0 ? genesisTip(owner).hash : entries.hashAt(wm)) === head;
  }

  /** True while there is more to do. */
  async function step(): Promise<Result<boolean>> {
    const next = nextPush(cursor, journal.tip().seq);
    if (next.kind === 'stopped') return await unacknowledged.step(journal.tip().seq);
    if (next.kind === 'done') return await unacknowledged.step(cursor.watermark ?? 0);
    if (next.kind === 'ask') return more(await exchange([]));
    const before = next.fromSeq - 1;
    const ack = await exchange(entries.wire(next.fromSeq, next.count));
    // An HQ that takes nothing and says so for ever must not be asked in a tight loop.
    return ack.ok && !cursor.fork && ack.value.wm <= before ? fail(failure('HQ-RUBBISH')) : more(ack);
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
  };
}

/**
 * Sends again, once in a run, what HQ has not acknowledged: entries whose answer was lost on the way, and those of a second
 * history.
 */
function resender(entries: EntryReader, exchange: (batch: readonly WireEntry[]) => Promise<Result<Ack>>) {
  let sentSeq = 0;
  return {
    startAnew: (): void => {
      sentSeq = 0;
    },
    /** One batch; true while there may be more. */
    step: async (uptoSeq: number): Promise<Result<boolean>> => {
      const fromSeq = entries.firstUnacknowledged({ afterSeq: sentSeq, uptoSeq });
      if (fromSeq === null) return ok(false);
      const batch = entries.wire(fromSeq, Math.min(MAX_PUSH_ENTRIES, uptoSeq - fromSeq + 1));
      const ack = await exchange(batch);
      if (ack.ok) sentSeq = fromSeq + batch.length - 1;
      return more(ack);
    },
  };
}

const more = (ack: Result<Ack>): Result<boolean> => (ack.ok ? ok(true) : ack);
