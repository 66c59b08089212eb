/** What SYNC says about rights: new grants, leases that HQ wants back, and leases of this chain that are past their end. */
import type { LeaseId, OwnerId } from '../../shared/kernel/ids.ts';
import { MAX_RECALLS } from '../../shared/kernel/limits.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import { recallsToRelease } from '../../shared/lease/recalls-to-release.ts';
import { leasesToShed } from '../../shared/lease/rights-schema.ts';
import type { SyncResponse } from '../../shared/protocol/sync.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Log } from '../log/log.ts';
import type { Desk } from '../till/desk.ts';
import { rightsNow } from './rights-now.ts';

/** R10: an entry for HQ's clock alone is not written more often than this. */
export const TICK_EVERY_MS = 60_000;

export type RightsNews = Pick<SyncResponse, 'grants' | 'recalls' | 'tick' | 'logIndex'>;

export type TakeSync = {
  readonly grantsAfter: () => number;
  /** `askedAtSeq`: where the chain stood when HQ was asked. */
  readonly take: (news: RightsNews, askedAtSeq: number) => Result<null>;
};

export type TakeSyncParts = {
  readonly desk: Desk;
  readonly inWork: () => ReadonlySet<OwnerId>;
  readonly onRights: (owners: readonly OwnerId[]) => void;
  readonly log: Log;
};

export function takeSync({ desk, inWork, onRights, log }: TakeSyncParts): TakeSync {
  const { journal, grants, clock } = desk;
  let tickedAt: number | null = null;
  let hqEpoch = journal.hqEpoch();
  /** Recalls that nothing was known of although HQ was asked for all: it will not be asked for all again for them. */
  const missing = new Set<LeaseId>();

  function take({ grants: texts, recalls, tick, logIndex }: RightsNews, askedAtSeq: number): Result<null> {
    // HQ's log was set back: what it granted after that place is granted no more, and its places are given out again.
    if (logIndex < grants.newest() || journal.hqEpoch() !== hqEpoch) {
      hqEpoch = journal.hqEpoch();
      grants.startAnew();
      return ok(null);
    }
    const { atMs } = now();
    grants.dropEnded(atMs);
    const owners = new Set(grants.take(texts));
    const released = release(recalls);
    if (!released.ok) return released;
    for (const owner of released.value) owners.add(owner);
    if (owners.size > 0) onRights([...owners]);
    return tick ? tickOnce(askedAtSeq) : ok(null);
  }

  const now = () => rightsNow(desk, { basketId: null, wallMs: clock.wallMs() });

  function release(recalls: readonly LeaseId[]): Result<readonly OwnerId[]> {
    const { rights, atMs } = now();
    const wanted = [...recalls, ...leasesToShed(rights)];
    if (wanted.length === 0) return ok([]);
    const known = recalls.flatMap((lease): readonly LeaseGrant[] => {
      const grant = grants.ofLease(lease);
      return grant === null ? [] : [grant];
    });
    const due = recallsToRelease(rights, known, {
      recalls: wanted.slice(0, MAX_RECALLS),
      atMs,
      inWork: inWork(),
    });
    askAnewFor(due.unknown);
    if (due.release.length === 0) return ok([]);
    const body = { kind: 'RELEASE', leases: due.release } as const;
    const made = journal.append({ ...entryFrame(desk), body });
    if (!made.ok) return made;
    log.info('lease.released', { count: due.release.length, waiting: due.waiting.length });
    const given = new Set(due.release.map(({ lease }) => lease));
    const accepted = Object.values(rights.leases);
    return ok([...known, ...accepted].flatMap(({ lease, owner }) => (given.has(lease) ? [owner] : [])));
  }

  /** A grant that never came, or was lost with the file: its end must be known before it can be given back. */
  function askAnewFor(unknown: readonly LeaseId[]): void {
    const fresh = unknown.filter((lease) => !missing.has(lease));
    if (fresh.length === 0) return;
    if (missing.size > MAX_RECALLS) missing.clear();
    for (const lease of fresh) missing.add(lease);
    grants.askAnew();
  }

  /** Any entry since the question does as well. */
  function tickOnce(askedAtSeq: number): Result<null> {
    const isSoon = tickedAt !== null && clock.elapsedMs() - tickedAt < TICK_EVERY_MS;
    if (isSoon || journal.tip().seq !== askedAtSeq) return ok(null);
    tickedAt = clock.elapsedMs();
    const made = journal.append({ ...entryFrame(desk), body: { kind: 'TICK' } });
    return made.ok ? ok(null) : made;
  }

  return { grantsAfter: grants.newest, take };
}
