import type { TillStatus } from '../../shared/ipc/status.ts';
import type { Push } from './push.ts';
import type { Refresh } from './refresh.ts';
import type { Round } from './round.ts';
import type { Sync } from './sync.ts';

type Link = Pick<TillStatus['hq'], 'link' | 'lastContactMs'>;

/** How this till stands with HQ, the gravest news first. */
export function hqLink(parts: { round: Round; sync: Sync; push: Push; refresh: Refresh }): Link {
  return { link: linkOf(parts), lastContactMs: parts.round.lastContactMs() };
}

function linkOf({ round, sync, push, refresh }: Parameters<typeof hqLink>[0]): Link['link'] {
  if (push.forked()) return 'fork';
  if (round.trouble() === 'HQ-REFUSED' || refresh.revoked()) return 'refused';
  if (!sync.allowed()) return 'waiting';
  return round.trouble() === null ? 'online' : 'offline';
}
