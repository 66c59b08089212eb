/** What posting needs of an entry, from its head, what its body says of rights, and its own programme version. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { StoreId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { ENTRY_KINDS, type EntryHead, type EntryKind } from '../../shared/ledger/entry.ts';
import type { EntryTerms, PostedEntry } from '../../shared/posting/post/command.ts';
import type { Programmes } from './programme-shelf.ts';
import type { Place } from './read-entry.ts';

/** Of INTENT, ABANDON and RELEASE: what the head does not say. */
export type RightsFacts = Pick<PostedEntry, 'intent' | 'released'>;

export type TellingEntry = {
  readonly place: Place;
  /** Null for one that this HQ cannot read: it still proves its chain's time. */
  readonly head: EntryHead | null;
  readonly rights: RightsFacts;
  readonly store: StoreId;
  readonly programmes: Programmes;
  readonly hqDay: BusinessDate | undefined;
  /** Parts that wait in suspense by themselves. */
  readonly held?: readonly number[];
};

export function postedEntryOf({
  place,
  head,
  rights,
  store,
  programmes,
  hqDay,
  held,
}: TellingEntry): PostedEntry {
  const { id, till, epoch, atMs, businessDate } = place;
  const kind = ENTRY_KINDS.find((each): each is EntryKind => each === place.kind);
  return {
    ...{ id, till, epoch, atMs, businessDate, store },
    // A kind that this HQ does not know moves nothing, but time.
    kind: kind ?? 'TICK',
    member: head?.member ?? null,
    parts: head?.parts ?? [],
    terms: termsOf(head, programmes),
    ...rights,
    ...(hqDay !== undefined && hqDay < businessDate && { hqDay }),
    ...(held && held.length > 0 && { held }),
  };
}

export function rightsOf(body: EntryBody): RightsFacts {
  switch (body.kind) {
    case 'INTENT':
    case 'ABANDON':
      return { intent: { id: body.intent, owner: body.owner } };
    case 'RELEASE':
      return { released: body.leases.map(({ lease }) => lease) };
    default:
      return {};
  }
}

/** A version that is not here any more had no terms of its own. */
function termsOf(head: EntryHead | null, programmes: Programmes): EntryTerms {
  const programme = head?.programme && programmes.get(head.programme.version)?.compiled.programme;
  const { shortfall, minimumDaysLeft } = programme?.returns ?? {};
  return {
    ...(programme?.lots && { lots: programme.lots }),
    ...(shortfall && { shortfall }),
    ...(minimumDaysLeft !== undefined && { minimumDaysLeft }),
  };
}
