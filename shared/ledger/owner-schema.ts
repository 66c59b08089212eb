import { z } from 'zod';
import type { OwnerId } from '../kernel/ids.ts';
import { MAX_ID_CHARS } from '../kernel/limits.ts';

/** A member's id, or a gift card's number after `card:`. */
export const zOwner: z.ZodType<OwnerId> = z
  .string()
  .min(1)
  .max(MAX_ID_CHARS + 'card:'.length)
  .transform((text) => text as OwnerId);
