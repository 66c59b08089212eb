/**
 * PSH-1 … PSH-4: what a till sends next is decided by HQ's watermark alone; the till keeps no checkpoint that could be
 * wrong (storage.md). Total over every answer HQ can give.
 */
import { MAX_PUSH_ENTRIES } from '../kernel/limits.ts';
import type { PushVerdict } from '../protocol/push.ts';

export type PushCursor = {
  /** HQ's watermark: the last seq it has accepted in order; null until HQ has been asked. */
  readonly watermark: number | null;
  readonly fork: boolean;
};

export const unknownCursor: PushCursor = { watermark: null, fork: false };

export type PushStep =
  | { readonly kind: 'ask' }
  | { readonly kind: 'send'; readonly fromSeq: number; readonly count: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' };

/** The next step for a chain whose last entry is `lastSeq`. */
export function nextPush(cursor: PushCursor, lastSeq: number): PushStep {
  if (cursor.fork) return { kind: 'stopped' };
  if (cursor.watermark === null) return { kind: 'ask' };
  if (cursor.watermark > lastSeq) return { kind: 'stopped' };
  const count = Math.min(MAX_PUSH_ENTRIES, lastSeq - cursor.watermark);
  return count === 0 ? { kind: 'done' } : { kind: 'send', fromSeq: cursor.watermark + 1, count };
}

/** HQ's watermark is believed even when it is lower than before: that is how HQ asks for entries again. */
export function afterAck(cursor: PushCursor, ack: { wm: number; verdict: PushVerdict }): PushCursor {
  return { watermark: ack.wm, fork: cursor.fork || ack.verdict === 'fork' };
}
