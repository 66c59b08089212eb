/** SYNC: takes what HQ has new for main itself, and tells the window which feeds have moved. */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { HeardTime } from '../../shared/ledger/clock.ts';
import { COLLECTIONS, type CollectionName } from '../../shared/protocol/pull.ts';
import type { SyncResponse } from '../../shared/protocol/sync.ts';
import type { Reference } from '../cache/reference.ts';
import type { Clock } from '../clock/clock.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryReader } from '../journal/read-entries.ts';

export type RefreshParts = {
  readonly journal: Journal;
  readonly entries: EntryReader;
  readonly hq: HqClient;
  readonly reference: Reference;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly onFeeds: (moved: readonly CollectionName[]) => void;
};

export type Refresh = {
  readonly run: () => Promise<Result<null>>;
  readonly revoked: () => boolean;
  /**
   * HQ's time as SYNC said it: good for doubting our clock, not signed, and so never part of the chain's time. Null
   * before the first.
   */
  readonly heard: () => HeardTime | null;
};

export function createRefresh({
  journal,
  entries,
  hq,
  reference,
  clock,
  appVersion,
  onFeeds,
}: RefreshParts): Refresh {
  let feeds: SyncResponse['feeds'] | null = null;
  let revoked = false;
  let heard: HeardTime | null = null;
  return {
    run: async () => {
      const { epoch, seq } = journal.tip();
      const answer = await hq.call('sync', {
        epoch,
        appVersion,
        programmeVersion: reference.newestVersion(),
        unsent: entries.firstUnacknowledged({ afterSeq: 0, uptoSeq: seq }) ?? 0,
      });
      if (!answer.ok) return answer;
      const taken = reference.take(answer.value);
      if (!taken.ok) return taken;
      revoked = answer.value.revoked;
      heard = { hqTimeMs: answer.value.hqTimeMs, wallMs: clock.wallMs(), elapsedMs: clock.elapsedMs() };
      const moved = COLLECTIONS.filter((name) => feeds?.[name] !== answer.value.feeds[name]);
      feeds = answer.value.feeds;
      if (moved.length > 0) onFeeds(moved);
      return revoked ? fail(failure('HQ-REFUSED')) : ok(null);
    },
    revoked: () => revoked,
    heard: () => heard,
  };
}
