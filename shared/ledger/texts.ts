/**
 * The exact texts that are hashed and signed (protocol.md section 3, docs/spec/protocol.md CHN-1 … CHN-4). Hashing
 * itself is the caller's: this layer has no crypto.
 *   entry hash  = SHA-256(utf8(entryHashText(head)))
 *   signature   = Ed25519(key, utf8(SIGNATURE_DOMAIN) ‖ 32 bytes of the hash)
 */
import { canonicalText } from '../kernel/canonical-json.ts';
import type { TillId } from '../kernel/ids.ts';
import type { EntryBody } from './body.ts';
import type { EntryHead } from './entry.ts';

export const SIGNATURE_DOMAIN = 'OSP1-sig\0';

export const headText = (head: EntryHead): string => canonicalText(head);
export const bodyText = (body: EntryBody): string => canonicalText(body);
export const entryHashText = (head: string): string => `OSP1-entry\0${head}`;
export const bodyHashText = (body: string): string => `OSP1-body\0${body}`;
/** HQ's own documents (programmes, certificates, acknowledgements, its log) are signed under another domain. */
export const hqHashText = (document: string): string => `OSP1-hq\0${document}`;
export const hqLogHashText = (record: string): string => `OSP1-hqlog\0${record}`;
/** A signed HTTP request of a till. */
export const requestHashText = (request: string): string => `OSP1-request\0${request}`;

/** What stands before the first entry of an epoch. `publicKey` is 32 bytes in lower-case hex. */
export const genesisText = (chain: { till: TillId; epoch: number; publicKey: string }): string =>
  `OSP1|${chain.till}|${chain.epoch}|${chain.publicKey}`;
