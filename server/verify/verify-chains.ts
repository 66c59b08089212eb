/**
 * Every accepted chain from its first entry: numbers without gaps (I8), links, hashes of heads and bodies, the columns
 * that repeat what the head says, and the signature of the last head, which vouches for all before it.
 */
import { sql } from 'kysely';
import type { TillId } from '../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { type ChainTip, linkEntry } from '../../shared/ledger/chain.ts';
import { bodyHashText, entryHashText, genesisText } from '../../shared/ledger/texts.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { signatureHolds } from '../crypto/ed25519.ts';
import type { Findings } from './findings.ts';
import { pagesOf, type Reader } from './pages.ts';
import { type HeadPlace, placeIn } from './place-in.ts';

/** Bodies are read too, and may be large. */
const PAGE = 200;

type Chain = {
  readonly till: TillId;
  readonly epoch: number;
  readonly publicKey: string;
  readonly wm: number;
  readonly headHash: string;
  readonly lastAtMs: EpochMs;
};

/** `refs` is filled with the effects that any entry takes back: only these need to be remembered while replaying. */
export async function verifyChains(db: Reader, findings: Findings, refs: Set<string>): Promise<number> {
  const { rows: chains } = await sql<Chain>`
    SELECT till, epoch, public_key AS "publicKey", wm, head_hash AS "headHash", last_at_ms AS "lastAtMs"
    FROM chain ORDER BY till, epoch`.execute(db);
  let entries = 0;
  for (const chain of chains) entries += await verifyChain(db, chain, { findings, refs });
  return entries;
}

type Row = {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly hash: string;
  readonly prev: string;
  readonly head: string;
  readonly body: string | null;
  readonly sig: string;
  /** HQ saw at once that the body is not the head's, and keeps it for a person. */
  readonly bodyDiffers: boolean;
};

type Noted = { readonly findings: Findings; readonly refs: Set<string> };

async function verifyChain(db: Reader, chain: Chain, { findings, refs }: Noted): Promise<number> {
  const name = `chain ${chain.till}/${chain.epoch}`;
  const genesis: ChainTip = {
    till: chain.till,
    epoch: chain.epoch,
    seq: 0,
    hash: sha256Hex(genesisText(chain)),
    atMs: epochMs(0),
  };
  let tip = genesis;
  let last: Row | null = null;
  let entries = 0;
  for await (const page of entryPages(db, chain))
    for (const row of page) {
      const place = placeIn(row.head);
      for (const ref of place?.refs ?? []) refs.add(ref);
      const next = linked(tip, row, place);
      if (typeof next === 'string') findings.add(`${name} entry ${row.seq}: ${next}`);
      tip = typeof next === 'string' ? { ...tip, seq: row.seq, hash: row.hash } : next;
      last = row;
      entries += 1;
    }
  if (entries !== chain.wm || tip.seq !== chain.wm) findings.add(`${name}: entries and watermark differ`);
  if (tip.hash !== chain.headHash) findings.add(`${name}: its head is not its last entry`);
  if (tip.atMs !== chain.lastAtMs && last !== null) findings.add(`${name}: its time is not its last entry's`);
  if (last && !signatureHolds({ publicKey: chain.publicKey, hash: last.hash, sig: last.sig }))
    findings.add(`${name}: wrong signature of its last entry`);
  return entries;
}

const entryPages = (db: Reader, { till, epoch }: Chain) =>
  pagesOf<Row>(
    db,
    PAGE,
    (after, limit) => sql<Row>`
      SELECT seq, id, kind, hash, prev, head, body, sig, EXISTS (SELECT FROM quarantine
        WHERE quarantine.log_index = entry.log_index AND reason = 'body-hash') AS "bodyDiffers" FROM entry
      WHERE till = ${till} AND epoch = ${epoch} AND seq > ${after?.seq ?? 0} ORDER BY seq LIMIT ${limit}`,
  );

/** The chain's new tip, or what is wrong. */
function linked(tip: ChainTip, row: Row, place: HeadPlace | null): ChainTip | string {
  if (!place) return 'its head cannot be read';
  const hash = sha256Hex(entryHashText(row.head));
  if (hash !== row.hash) return 'altered';
  const bodyFits = row.body === null || sha256Hex(bodyHashText(row.body)) === place.bodyHash;
  if (!bodyFits && !row.bodyDiffers) return 'its body is altered';
  const same = place.seq === row.seq && place.id === row.id && place.kind === row.kind;
  if (!same || place.prev !== row.prev) return 'its columns are not those of its head';
  const link = linkEntry(tip, { head: place, hash });
  return link.ok ? link.tip : `does not follow (${link.fault})`;
}

/** Entries outside their chain: each stands under its own signature. */
export async function verifyEvidence(db: Reader, findings: Findings, refs: Set<string>): Promise<number> {
  let entries = 0;
  const pages = pagesOf<Evidence>(
    db,
    PAGE,
    (after, limit) => sql<Evidence>`
      SELECT kept.till, kept.epoch, kept.seq, hash, head, sig, public_key AS "publicKey"
      FROM fork_evidence AS kept JOIN chain USING (till, epoch)
      WHERE (kept.till, kept.epoch, kept.seq, kept.hash) > (${after?.till ?? ''}, ${after?.epoch ?? 0}, ${after?.seq ?? 0}, ${after?.hash ?? ''})
      ORDER BY kept.till, kept.epoch, kept.seq, kept.hash LIMIT ${limit}`,
  );
  for await (const page of pages)
    for (const { till, epoch, seq, hash, head, sig, publicKey } of page) {
      entries += 1;
      for (const ref of placeIn(head)?.refs ?? []) refs.add(ref);
      if (sha256Hex(entryHashText(head)) !== hash || !signatureHolds({ publicKey, hash, sig }))
        findings.add(`evidence ${till}/${epoch} entry ${seq}: altered`);
    }
  return entries;
}

type Evidence = Pick<Chain, 'till' | 'epoch' | 'publicKey'> & Pick<Row, 'seq' | 'hash' | 'head' | 'sig'>;
