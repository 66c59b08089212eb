import type { LotState } from './lot-state.ts';

/** What one event did. A fault leaves the state as it was. */
export type LotStep = {
  readonly state: LotState;
  /** Changes of lots, positive into a lot. */
  readonly moves: readonly LotMove[];
  /** How much of the event took effect: a refund and a clawback never pass what they undo. */
  readonly applied: number;
  /** Part of a clawback that was let go. */
  readonly forgiven: number;
  readonly fault: LotFault | null;
};

export type LotMove = { readonly lotId: string; readonly amount: number };

/**
 * `amount` is no positive whole number, `repeated` an id that was here before, `unknown` an earning or a spending that
 * was not, `insufficient` a spending beyond the balance, `limit` one record too many.
 */
export type LotFault = 'amount' | 'repeated' | 'unknown' | 'insufficient' | 'limit';

export const refused = (state: LotState, fault: LotFault): LotStep => ({
  state,
  moves: [],
  applied: 0,
  forgiven: 0,
  fault,
});

export const done = (
  state: LotState,
  { applied, moves = [], forgiven = 0 }: { applied: number; moves?: readonly LotMove[]; forgiven?: number },
): LotStep => ({ state, moves: moves.filter((move) => move.amount !== 0), applied, forgiven, fault: null });
