/**
 * SAL-7: the engine's input, put together in one way by the window, which shows prices, and by main, which signs them.
 * Main gives its own clock, store and usage; only the minute may be the window's (checked by `isSameMinute`).
 */
import type { Store } from '../catalog/place.ts';
import type { RuleUsage, Seen, SeenClock } from '../loyalty/seen/seen.ts';
import type { SaleDraft } from './sale-draft.ts';

export type Asked = Pick<SaleDraft, 'lines' | 'member' | 'claims' | 'coupons' | 'payment'>;

export type SeenAt = {
  readonly store: Pick<Store, 'id' | 'taxes'>;
  readonly clock: Required<SeenClock>;
  readonly usage: readonly RuleUsage[];
  /** Of the member, while there is one: what this till may spend by itself, also where that is nothing. */
  readonly held?: Seen['held'];
};

/** What is empty is left out, so that nothing asked and nothing there are the same text. */
export const seenOf = (
  { lines, member, claims = [], coupons = [], payment }: Asked,
  { store, clock, usage, held }: SeenAt,
): Seen => ({
  lines,
  member,
  taxes: store.taxes,
  clock,
  place: { storeId: store.id, channel: 'till' },
  ...(claims.length > 0 ? { claims } : {}),
  ...(coupons.length > 0 ? { coupons } : {}),
  ...(payment && Object.keys(payment).length > 0 ? { payment } : {}),
  ...(usage.length > 0 ? { usage } : {}),
  ...(member !== null && held !== undefined ? { held } : {}),
});
