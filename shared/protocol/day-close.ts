/** DAY_CLOSE: the till says what it has; HQ confirms or lists the differences (protocol.md section 17). */
import { z } from 'zod';
import { zMinor, zSha256Hex } from '../kernel/schema.ts';
import { ENTRY_KINDS } from '../ledger/entry.ts';

const zKindTotal = z.strictObject({
  kind: z.enum(ENTRY_KINDS),
  count: z.int().min(0),
  totalMinor: zMinor,
});

export const zDayCloseRequest = z.strictObject({
  epoch: z.int().min(1),
  /** The range of this day: after `fromSeq`, up to and including `uptoSeq`. */
  fromSeq: z.int().min(0),
  uptoSeq: z.int().min(1),
  /** Hash of the entry at `uptoSeq`. */
  head: zSha256Hex,
  totalsByKind: z.array(zKindTotal).max(ENTRY_KINDS.length),
});

export const zDayDifference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('missingEntries'), fromSeq: z.int(), uptoSeq: z.int() }),
  z.strictObject({ kind: z.literal('head'), hq: zSha256Hex }),
  z.strictObject({
    kind: z.literal('totals'),
    of: z.enum(ENTRY_KINDS),
    hqCount: z.int(),
    hqTotalMinor: zMinor,
  }),
]);

export const zDayCloseResponse = z.strictObject({
  confirmed: z.boolean(),
  differences: z.array(zDayDifference).max(100),
});

export type DayCloseRequest = z.infer<typeof zDayCloseRequest>;
export type DayDifference = z.infer<typeof zDayDifference>;
export type DayCloseResponse = z.infer<typeof zDayCloseResponse>;
