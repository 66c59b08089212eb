/** PUSH and its ACK (protocol.md sections 6 and 8). Any message may be lost, repeated or reordered. */
import { z } from 'zod';
import type { TillId } from '../kernel/ids.ts';
import { MAX_BODY_CHARS, MAX_PUSH_ENTRIES } from '../kernel/limits.ts';
import { zEpochMs, zId, zLogIndex, zSha256Hex, zSignatureHex } from '../kernel/schema.ts';

export const MAX_HEAD_CHARS = 16_384;

export const zWireEntry = z.strictObject({
  head: z.string().max(MAX_HEAD_CHARS),
  sig: zSignatureHex,
  body: z.string().max(MAX_BODY_CHARS),
});

/** `entries` continue one epoch's chain; an empty list asks only for the watermark. */
export const zPushRequest = z.strictObject({
  epoch: z.int().min(1),
  entries: z.array(zWireEntry).max(MAX_PUSH_ENTRIES),
});

/** `accepted`: in order. `gap`: send from `wm + 1`. `fork`: two histories; no more from this epoch. */
export const PUSH_VERDICTS = ['accepted', 'gap', 'fork'] as const;
export type PushVerdict = (typeof PUSH_VERDICTS)[number];

export const zAck = z.strictObject({
  till: zId<TillId>(),
  epoch: z.int().min(1),
  verdict: z.enum(PUSH_VERDICTS),
  wm: z.int().min(0),
  /** Hash of the entry at the watermark; genesis hash at 0. */
  head: zSha256Hex,
  suspended: z.boolean(),
  /** Where the pushed entries stand in HQ's log: one row per entry that HQ holds, first push or repeated. */
  effects: z.array(z.strictObject({ id: z.string().max(64), logIndex: zLogIndex })).max(MAX_PUSH_ENTRIES),
  /** Entries whose effects wait for a person at HQ. */
  quarantined: z.array(z.string().max(64)).max(MAX_PUSH_ENTRIES),
  logIndex: zLogIndex,
  /** Hash of HQ's log at `logIndex`: HQ cannot lose an acknowledged entry unseen. */
  logHash: zSha256Hex,
  hqTimeMs: zEpochMs,
  /** Rises when HQ was restored from a backup: log indexes above `epochFromLogIndex` given out before are void. */
  hqEpoch: z.int().min(1),
  epochFromLogIndex: zLogIndex,
});

export type WireEntry = z.infer<typeof zWireEntry>;
export type PushRequest = z.infer<typeof zPushRequest>;
export type Ack = z.infer<typeof zAck>;
