/** The entries of a push as accepting sorts them, and as HQ has judged them. */
import {
  type Evidence as AnyEvidence,
  type Incoming as AnyIncoming,
  type Refused as AnyRefused,
  type Sorted as AnySorted,
  sortEntries as sortAnyEntries,
} from '../../shared/posting/accept/sort-entries.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import type { Judged } from './judge-entry.ts';

/** An entry as it came in, and what was made of it. */
export type JudgedEntry = Judged & { readonly wire: WireEntry };
export type Incoming = AnyIncoming<WireEntry, JudgedEntry>;
export type Evidence = AnyEvidence<JudgedEntry>;
export type Refused = AnyRefused<WireEntry>;
export type Sorted = AnySorted<WireEntry, JudgedEntry>;

export const sortEntries = sortAnyEntries<WireEntry, JudgedEntry>;
