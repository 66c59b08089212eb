/**
 * The complete input of the engine as the till saw it. It travels in the entry's body, so HQ can run the same engine
 * on it, and can compare what was seen with the truth of that moment (protocol.md section 3, `seen`).
 */
import type { BasketLine } from '../../basket/basket.ts';
import type { Tax } from '../../catalog/product.ts';
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { MemberRow } from './member.ts';

export type SeenClock = { readonly wallMs: EpochMs; readonly businessDate: BusinessDate };

export type Seen = {
  readonly lines: readonly BasketLine[];
  readonly member: MemberRow | null;
  readonly taxes: readonly Tax[];
  readonly clock: SeenClock;
};
