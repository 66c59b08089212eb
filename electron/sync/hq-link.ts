import type { TillStatus } from '../../shared/ipc/status.ts';
import type { Push } from './push.ts';
import type { Refresh } from './refresh.ts';
import type { Round } from './round.ts';
import type { Sync } from './sync.ts';

type Link = Pick<TillStatus['hq'], 'link' | 'lastContactMs'>;

type LinkParts = {
  readonly round: Round;
  readonly sync: Sync;
  readonly push: Push;
  readonly refresh: Refresh;
  /** This epoch's end has been asked for and the answer has not come, or has been lost. */
  readonly isRenewing: () => boolean;
};

/** How this till stands with HQ, the gravest news first. */
export function hqLink(parts: LinkParts): Link {
  return { link: linkOf(parts), lastContactMs: parts.round.lastContactMs() };
}

function linkOf({ round, sync, push, refresh, isRenewing }: LinkParts): Link['link'] {
  if (push.forked()) return 'fork';
  const isRefused = round.trouble() === 'HQ-REFUSED' || refresh.revoked();
  // EPO-8: where HQ has opened the next epoch it refuses this one, and nobody has blocked the till.
  if (isRefused && !isRenewing()) return 'refused';
  if (!sync.allowed()) return 'waiting';
  return round.trouble() === null ? 'online' : 'offline';
}
