import { z } from 'zod';
import type { PrinterState } from './printer-state.ts';

const maxModeBytes = 1_000_000;
const bytes = z.number().int().min(0).max(maxModeBytes);

const stateChange = z
  .strictObject({
    paper: z.enum(['ok', 'near-end', 'out']),
    cover: z.enum(['closed', 'open']),
    online: z.boolean(),
    error: z.enum(['none', 'cutter', 'unrecoverable']),
    mode: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal(['normal', 'never-reads', 'mute']) }),
      z.strictObject({ kind: z.literal('stalls-after'), bytes }),
      z.strictObject({ kind: z.literal('resets-after'), bytes }),
    ]),
  })
  .partial();

/** A change of state as the page posts it, or undefined if it is not one. */
export function parseStateChange(text: string): Partial<PrinterState> | undefined {
  try {
    const parsed = stateChange.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as Partial<PrinterState>) : undefined;
  } catch {
    return undefined;
  }
}
