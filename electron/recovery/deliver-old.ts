/**
 * EPO-5: brings to HQ, bit by bit, what earlier epochs of this till hold and HQ does not: entries of closed segments whose
 * log index is awaited, and whatever can be read of journals that were set aside. Nothing of it concerns the present
 * chain, and no sale waits for it.
 */
import type { TillStatus } from '../../shared/ipc/status.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Ack, type WireEntry, zAck } from '../../shared/protocol/push.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';
import type { ChainOwner } from '../journal/verify-chain.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { TillOptions } from '../till/till-options.ts';
import { type OldEntry, type OldSource, segmentSource, setAsideSources } from './old-sources.ts';

/** What one round may take: new sales come first again after it. */
export const MAX_OLD_BATCHES = 10;
export const OLD_BATCH_ENTRIES = 500;

export type DeliverOldParts = {
  readonly options: Pick<TillOptions, 'userData' | 'clock' | 'log'>;
  readonly journal: Journal;
  readonly entries: EntryReader;
  readonly hq: Pick<HqClient, 'call'>;
  readonly owner: ChainOwner;
  readonly hqPublicKey: string;
  readonly onChange: () => void;
};

export type DeliverOld = {
  /** A few batches. Fails as the line does, and goes on there the next time. */
  readonly run: () => Promise<Result<null>>;
  /** Sales that are still on their way; null while there have been none. */
  readonly status: () => TillStatus['older'];
  readonly stop: () => void;
};

export function deliverOld(parts: DeliverOldParts): DeliverOld {
  const { journal, hq, owner, hqPublicKey, options, onChange } = parts;
  let sources: readonly OldSource[] | null = null;
  let stopped = false;

  /** Looked for when HQ is first reached: starting to sell does not wait for it. */
  const known = (): readonly OldSource[] =>
    (sources ??= [segmentSource(parts), ...setAsideSources(options, owner)]);

  async function exchange(batch: readonly OldEntry[]): Promise<Result<Ack>> {
    const epoch = batch[0]?.epoch ?? 0;
    const entries: WireEntry[] = batch.map(({ wire }) => wire);
    const answer = await hq.call('push', { epoch, entries });
    if (!answer.ok) return answer;
    const ack = readHqDocument(answer.value, { hqPublicKey, schema: zAck });
    if (!ack.ok) return ack;
    if (ack.value.till !== owner.till || ack.value.epoch !== epoch) return fail(failure('HQ-RUBBISH'));
    const { effects, logIndex, hqTimeMs, hqEpoch, epochFromLogIndex } = ack.value;
    const kept = journal.acknowledge(effects, { logIndex, timeMs: hqTimeMs, hqEpoch, epochFromLogIndex });
    return kept.ok ? ack : kept;
  }

  /** True when a batch went, false when nothing is left anywhere. */
  async function step(): Promise<Result<boolean>> {
    for (const source of known()) {
      const batch = await source.next(OLD_BATCH_ENTRIES);
      if (batch === null) continue;
      const ack = await exchange(batch);
      if (!ack.ok) return ack;
      const held = new Set(ack.value.effects.map(({ id }) => id));
      source.delivered(batch, (entry) => held.has(entry.id));
      onChange();
      return ok(true);
    }
    return ok(false);
  }

  return {
    run: async () => {
      for (let batches = 0; batches < MAX_OLD_BATCHES && !stopped; batches += 1) {
        const stepped = await step();
        if (!stepped.ok) return stepped;
        if (!stepped.value) break;
      }
      return ok(null);
    },
    status: () => {
      const sales = (sources ?? []).map((source) => source.sales());
      const total = sales.reduce((sum, each) => sum + each.total, 0);
      const unsent = sales.reduce((sum, each) => sum + each.unsent, 0);
      return total === 0 ? null : { unsent };
    },
    stop: () => {
      stopped = true;
      for (const source of sources ?? []) source.close();
    },
  };
}
