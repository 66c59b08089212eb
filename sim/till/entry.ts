/** An entry of the simulation: real head and body, the head's text as it is stored and sent, and its hash. */

import type { TillId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryHead } from '../../shared/ledger/entry.ts';
import { entryHashText, genesisText } from '../../shared/ledger/texts.ts';
import { fastHash } from '../world/hash.ts';

export type SimEntry = {
  readonly head: EntryHead;
  readonly body: EntryBody;
  readonly text: string;
  readonly hash: string;
};

export function sealEntry(head: EntryHead, body: EntryBody): SimEntry {
  const text = JSON.stringify(head);
  return { head, body, text, hash: headHash(text) };
}

export const headHash = (text: string): string => fastHash(entryHashText(text));

export const genesisHash = (till: TillId, epoch: number): string =>
  fastHash(genesisText({ till, epoch, publicKey: `key-${till}-${epoch}` }));
