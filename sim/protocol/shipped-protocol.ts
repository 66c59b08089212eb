/** The code that tills and HQ run, as the simulation runs it. */
import { chooseLeases } from '../../shared/lease/choose-leases.ts';
import { foldRights } from '../../shared/lease/fold-rights.ts';
import { intentTransitions } from '../../shared/lease/intent-transitions.ts';
import { intentsToAbandon } from '../../shared/lease/intents-to-abandon.ts';
import { recallsToRelease } from '../../shared/lease/recalls-to-release.ts';
import { sizeLease } from '../../shared/lease/size-lease.ts';
import { chainTimeMs, linkEntry } from '../../shared/ledger/chain.ts';
import { chainIsAhead, clockState } from '../../shared/ledger/clock.ts';
import { sortEntries } from '../../shared/posting/accept/sort-entries.ts';
import { memoryBook } from '../../shared/posting/book/memory-book.ts';
import { post } from '../../shared/posting/post/post.ts';
import { afterAck, nextPush } from '../../shared/sync/push-cursor.ts';
import type { Protocol } from './protocol.ts';

export const shippedProtocol: Protocol = {
  memoryBook,
  post,
  sortEntries,
  linkEntry,
  chainTimeMs,
  clockState,
  chainIsAhead,
  foldRights,
  chooseLeases,
  sizeLease,
  intentTransitions,
  intentsToAbandon,
  recallsToRelease,
  nextPush,
  afterAck,
  shell: { printsAfterFlush: true, answersAfterCommit: true, asksForTicks: true, keepsLateGrants: false },
};
