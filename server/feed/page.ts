/** One page of a change feed: what is asked and what comes back. */
import type { CollectionName, PullDocument } from '../../shared/protocol/pull.ts';
import type { FeedScope } from './change-order.ts';

export type Page<Name extends CollectionName> = {
  readonly documents: PullDocument<Name>[];
  /** The last document's number; null when there was none. */
  readonly last: number | null;
};

export type PageQuery = FeedScope & {
  readonly after: number;
  readonly limit: number;
  /** Only the member with this card, wherever they stand. */
  readonly card: string | null;
};
