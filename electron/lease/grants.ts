/**
 * HQ's grants as this till may use them. RGT-9: HQ's signature, the shape and the holder are checked when a grant comes,
 * and again when it is read back from the disk. A right that one sale asked for is only in memory: a restart abandons it.
 */
import type { IntentId, LeaseId, OwnerId } from '../../shared/kernel/ids.ts';
import { zLeaseGrant } from '../../shared/lease/grant-schema.ts';
import type { LeaseGrant, LeaseHolder } from '../../shared/lease/lease.ts';
import type { SignedText } from '../../shared/ledger/body.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Log } from '../log/log.ts';
import { type GrantFile, openGrantFile, type StoredGrant } from './grant-file.ts';

/** Signatures that were found right in this run, so that looking at a member twice costs one check. */
const MAX_REMEMBERED = 2_000;

export type Grants = {
  readonly ofOwner: (owner: OwnerId) => readonly LeaseGrant[];
  readonly ofLease: (lease: LeaseId) => LeaseGrant | null;
  /** HQ's own text of a grant that `ofOwner` gave: a sale that uses it first carries it. */
  readonly textOf: (grant: LeaseGrant) => SignedText;
  /** What SYNC says it has from here on. */
  readonly newest: () => number;
  /** Owners of whom there is something new. A text that HQ did not sign for this holder is left out. */
  readonly take: (texts: readonly SignedText[]) => readonly OwnerId[];
  /** HQ's answer for an intent; null when it is none for this holder. */
  readonly takeAsked: (text: SignedText) => LeaseGrant | null;
  readonly dropAsked: (intent: IntentId) => void;
  readonly dropEnded: (atMs: number) => void;
  /** What is here was of an HQ that is no more: everything is asked for again. */
  readonly startAnew: () => void;
  /** Everything is asked for again; what is here stays: the line may go before the answer comes. */
  readonly askAnew: () => void;
  readonly close: () => void;
};

export type GrantsOptions = {
  readonly path: string;
  readonly holder: LeaseHolder;
  readonly hqPublicKey: string;
  readonly log: Log;
};

export function openGrants({ path, holder, hqPublicKey, log }: GrantsOptions): Grants {
  const file: GrantFile = openGrantFile(path, { holder, log });
  const asked = new Map<IntentId, StoredGrant>();
  const believed = new Map<string, LeaseGrant>();
  const texts = new WeakMap<LeaseGrant, SignedText>();

  function believe(text: SignedText): LeaseGrant | null {
    const key = text.sig + text.document;
    const known = believed.get(key);
    if (known) return known;
    const read = readHqDocument(text, { hqPublicKey, schema: zLeaseGrant });
    if (!read.ok || !isOurs(read.value, holder)) {
      log.error('grant.refused', 'no grant of HQ for this chain');
      return null;
    }
    if (believed.size >= MAX_REMEMBERED) believed.clear();
    believed.set(key, read.value);
    texts.set(read.value, text);
    return read.value;
  }

  const stored = (all: readonly SignedText[]): readonly StoredGrant[] =>
    all.flatMap((text) => {
      const grant = believe(text);
      return grant === null ? [] : [{ text, grant }];
    });
  const askedOf = (owner: OwnerId): readonly LeaseGrant[] =>
    [...asked.values()].flatMap(({ grant }) => (grant.owner === owner ? [grant] : []));

  return {
    ofOwner: (owner) => [
      ...askedOf(owner),
      ...stored(file.ofOwner(owner)).flatMap(({ grant }) => (grant.owner === owner ? [grant] : [])),
    ],
    ofLease: (lease) => {
      const forOneSale = [...asked.values()].find(({ grant }) => grant.lease === lease);
      if (forOneSale) return forOneSale.grant;
      const text = file.ofLease(lease);
      const grant = text && believe(text);
      return grant?.lease === lease ? grant : null;
    },
    textOf: (grant) => texts.get(grant) as SignedText,
    newest: file.newest,
    take: (all) => {
      const came = stored(all);
      if (came.length === 0) return [];
      const newest = Math.max(file.newest(), ...came.map(({ grant }) => grant.logIndex));
      // Rights for one sale come with its own answer; whoever asked for this one has stopped waiting.
      const ordinary = came.filter(({ grant }) => grant.intent === null);
      return file.put(ordinary, newest) ? [...new Set(ordinary.map(({ grant }) => grant.owner))] : [];
    },
    takeAsked: (text) => {
      const grant = believe(text);
      if (grant === null || grant.intent === null) return null;
      asked.set(grant.intent, { text, grant });
      return grant;
    },
    dropAsked: (intent) => void asked.delete(intent),
    dropEnded: file.dropEnded,
    startAnew: file.clear,
    askAnew: file.forgetNewest,
    close: file.close,
  };
}

const isOurs = ({ holder }: LeaseGrant, { till, epoch }: LeaseHolder): boolean =>
  holder.till === till && holder.epoch === epoch;
