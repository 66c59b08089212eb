/** SYNC: takes what HQ has new for main itself, and tells the window which feeds have moved. */
import { failure } from '../../shared/kernel/failure.ts';
import { MAX_SYNC_GRANTS } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { COLLECTIONS, type CollectionName } from '../../shared/protocol/pull.ts';
import type { SyncResponse } from '../../shared/protocol/sync.ts';
import type { HqClient } from '../hq/hq-client.ts';
import type { TakeSync } from '../lease/take-sync.ts';
import type { Desk } from '../till/desk.ts';

/** HQ hands grants out page by page; what one round does not get the next one does. */
export const MAX_GRANT_PAGES = 10;

export type RefreshParts = {
  readonly desk: Desk;
  readonly hq: HqClient;
  readonly rights: TakeSync;
  readonly appVersion: string;
  readonly onFeeds: (moved: readonly CollectionName[]) => void;
};

export type Refresh = {
  readonly run: () => Promise<Result<null>>;
  readonly revoked: () => boolean;
};

export function createRefresh({ desk, hq, rights, appVersion, onFeeds }: RefreshParts): Refresh {
  const { journal, entries, reference, clock, heard } = desk;
  let feeds: SyncResponse['feeds'] | null = null;
  let revoked = false;

  /** True while HQ has more grants. */
  async function page(): Promise<Result<boolean>> {
    const { epoch, seq } = journal.tip();
    const grantsAfter = rights.grantsAfter();
    const answer = await hq.call('sync', {
      epoch,
      appVersion,
      programmeVersion: reference.newestVersion(),
      unsent: entries.firstUnacknowledged({ afterSeq: 0, uptoSeq: seq }) ?? 0,
      grantsAfter,
    });
    if (!answer.ok) return answer;
    const taken = reference.take(answer.value);
    if (!taken.ok) return taken;
    revoked = answer.value.revoked;
    heard.hear({ hqTimeMs: answer.value.hqTimeMs, wallMs: clock.wallMs(), elapsedMs: clock.elapsedMs() });
    tellFeeds(answer.value.feeds);
    if (revoked) return fail(failure('HQ-REFUSED'));
    const rightsTaken = rights.take(answer.value, seq);
    if (!rightsTaken.ok) return rightsTaken;
    return ok(answer.value.grants.length === MAX_SYNC_GRANTS && rights.grantsAfter() > grantsAfter);
  }

  function tellFeeds(now: SyncResponse['feeds']): void {
    const moved = COLLECTIONS.filter((name) => feeds?.[name] !== now[name]);
    feeds = now;
    if (moved.length > 0) onFeeds(moved);
  }

  return {
    run: async () => {
      for (let pages = 0; pages < MAX_GRANT_PAGES; pages += 1) {
        const read = await page();
        if (!read.ok) return read;
        if (!read.value) break;
      }
      return ok(null);
    },
    revoked: () => revoked,
  };
}
