/**
 * Everything that a run takes from the shipped code, in one record: a mutant replaces one member of it, and nothing else
 * in the harness knows of mutants.
 */
import type { chooseLeases } from '../../shared/lease/choose-leases.ts';
import type { foldRights } from '../../shared/lease/fold-rights.ts';
import type { intentTransitions } from '../../shared/lease/intent-transitions.ts';
import type { intentsToAbandon } from '../../shared/lease/intents-to-abandon.ts';
import type { recallsToRelease } from '../../shared/lease/recalls-to-release.ts';
import type { sizeLease } from '../../shared/lease/size-lease.ts';
import type { chainTimeMs, linkEntry } from '../../shared/ledger/chain.ts';
import type { chainIsAhead, clockState } from '../../shared/ledger/clock.ts';
import type { sortEntries } from '../../shared/posting/accept/sort-entries.ts';
import type { memoryBook } from '../../shared/posting/book/memory-book.ts';
import type { post } from '../../shared/posting/post/post.ts';
import type { afterAck, nextPush } from '../../shared/sync/push-cursor.ts';

export type Protocol = {
  readonly memoryBook: typeof memoryBook;
  readonly post: typeof post;
  readonly sortEntries: typeof sortEntries;
  readonly linkEntry: typeof linkEntry;
  readonly chainTimeMs: typeof chainTimeMs;
  readonly clockState: typeof clockState;
  readonly chainIsAhead: typeof chainIsAhead;
  readonly foldRights: typeof foldRights;
  readonly chooseLeases: typeof chooseLeases;
  readonly sizeLease: typeof sizeLease;
  readonly intentTransitions: typeof intentTransitions;
  readonly intentsToAbandon: typeof intentsToAbandon;
  readonly recallsToRelease: typeof recallsToRelease;
  readonly nextPush: typeof nextPush;
  readonly afterAck: typeof afterAck;
  readonly shell: Shell;
};

/** What the harness does in the place of electron and server; those are tested as processes. */
export type Shell = {
  /** R1: the receipt comes after the flush. */
  readonly printsAfterFlush: boolean;
  /** R6: HQ answers after its commit. */
  readonly answersAfterCommit: boolean;
  /** R10. */
  readonly asksForTicks: boolean;
  /** A grant that comes after the end of its intent is put with the others. */
  readonly keepsLateGrants: boolean;
};
