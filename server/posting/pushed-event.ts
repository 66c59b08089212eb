/** A committed push by numbers, for whoever watches HQ. */
import type { PushedEvent } from '../log/hq-event.ts';
import type { Posted } from './acknowledge.ts';
import type { Sorted } from './sort-entries.ts';

export function pushedEvent(push: {
  readonly entries: number;
  readonly sorted: Sorted;
  readonly posted: Posted;
  readonly wasSuspended: boolean;
}): PushedEvent {
  const { sorted, posted } = push;
  const suspense = posted.held.filter((each) => each.waits).length;
  return {
    kind: 'pushed',
    till: sorted.tip.till,
    epoch: sorted.tip.epoch,
    entries: push.entries,
    accepted: sorted.accepted.length,
    duplicates: sorted.duplicates.length,
    evidence: posted.planned - sorted.accepted.length,
    posted: posted.held.length - suspense,
    suspense,
    repeated: posted.planned - posted.held.length,
    refused: sorted.refused.length,
    forked: sorted.verdict === 'fork' && !push.wasSuspended,
  };
}
