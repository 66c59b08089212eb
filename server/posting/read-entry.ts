/**
 * An entry as it came in. Its place in the chain is read apart from its meaning: accepting depends on signature, hash
 * and order alone, so a head or body that this HQ cannot read is kept in its place and waits for a person.
 */
import { z } from 'zod';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { EntryId, TillId } from '../../shared/kernel/ids.ts';
import { zBusinessDate, zEntryId, zEpochMs, zId, zSeq, zSha256Hex } from '../../shared/kernel/schema.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import { parseClaim } from '../../shared/ledger/body-schema.ts';
import type { ChainFields } from '../../shared/ledger/chain.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import { zEntryHead } from '../../shared/ledger/entry-schema.ts';
import { bodyHashText, entryHashText } from '../../shared/ledger/texts.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';
import { sha256Hex } from '../crypto/digest.ts';

export type ReadFault = 'head-unreadable' | 'body-hash' | 'body-unreadable';

/** Where an entry stands in its chain, and what it is called. */
export type Place = ChainFields & {
  readonly id: EntryId;
  readonly kind: string;
  readonly businessDate: BusinessDate;
};

export type Meaning =
  | { readonly readable: true; readonly head: EntryHead; readonly body: EntryBody }
  | { readonly readable: false; readonly head: EntryHead | null; readonly fault: ReadFault };

const zPlace = z.looseObject({
  till: zId<TillId>(),
  epoch: z.int().min(1),
  seq: zSeq,
  prev: zSha256Hex,
  id: zEntryId<EntryId>(),
  kind: z.string().regex(/^[A-Z_]{1,40}$/),
  atMs: zEpochMs,
  businessDate: zBusinessDate,
  bodyHash: zSha256Hex,
});

/** JSON text never holds it, and the database cannot keep it. */
const NUL = '\0';

/** Null when the text does not even say where in which chain it stands. */
export function readEntry(
  wire: WireEntry,
): { readonly hash: string; readonly place: Place; readonly meaning: Meaning } | null {
  if (wire.head.includes(NUL) || wire.body.includes(NUL)) return null;
  const json = parseJson(wire.head);
  const strict = zEntryHead.safeParse(json);
  const head = strict.success ? strict.data : null;
  const place = head ?? zPlace.safeParse(json).data;
  if (!place) return null;
  const hash = sha256Hex(entryHashText(wire.head));
  return { hash, place: placeOf(place), meaning: readMeaning(wire, head, place.bodyHash) };
}

const placeOf = ({ till, epoch, seq, prev, id, kind, atMs, businessDate }: Place): Place => ({
  till,
  epoch,
  seq,
  prev,
  id,
  kind,
  atMs,
  businessDate,
});

function readMeaning(wire: WireEntry, head: EntryHead | null, bodyHash: string): Meaning {
  if (head === null) return { readable: false, head, fault: 'head-unreadable' };
  if (sha256Hex(bodyHashText(wire.body)) !== bodyHash) return { readable: false, head, fault: 'body-hash' };
  const body = parseClaim(wire.body);
  if (!body.ok || body.value.kind !== head.kind) return { readable: false, head, fault: 'body-unreadable' };
  return { readable: true, head, body: body.value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
