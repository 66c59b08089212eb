/** What a person can do to a printer, and how its network side misbehaves. All of it can change at any time. */
export type PrinterState = {
  readonly paper: 'ok' | 'near-end' | 'out';
  /** Lines until the roll is empty. Counted down by printed lines; at 0 the paper is out. */
  readonly paperLeftLines: number | 'plenty';
  readonly cover: 'closed' | 'open';
  /** The printer's own switch; paper out, an open cover and an error take it off line too. */
  readonly online: boolean;
  readonly error: 'none' | 'cutter' | 'unrecoverable';
  readonly mode: PrinterMode;
};

/** `bytes` count per connection, from its first byte. */
export type PrinterMode =
  | { readonly kind: 'normal' }
  | { readonly kind: 'never-reads' }
  | { readonly kind: 'stalls-after'; readonly bytes: number }
  | { readonly kind: 'resets-after'; readonly bytes: number }
  | { readonly kind: 'mute' };

export const readyState: PrinterState = {
  paper: 'ok',
  paperLeftLines: 'plenty',
  cover: 'closed',
  online: true,
  error: 'none',
  mode: { kind: 'normal' },
};

/** Whether it prints now. Off line, it only answers real-time status requests. */
export function isReady(state: PrinterState): boolean {
  return state.online && state.paper !== 'out' && state.cover === 'closed' && state.error === 'none';
}

/** A new roll is a full one: putting paper in forgets how much the old roll had left. */
export function applyChange(state: PrinterState, change: Partial<PrinterState>): PrinterState {
  const isNewRoll = state.paper === 'out' && change.paper !== undefined && change.paper !== 'out';
  const next = { ...state, ...(isNewRoll ? { paperLeftLines: 'plenty' as const } : {}), ...change };
  return next.paperLeftLines === 0 ? { ...next, paper: 'out' } : next;
}

export function useLines(state: PrinterState, lines: number): PrinterState {
  if (state.paperLeftLines === 'plenty') return state;
  return applyChange(state, { paperLeftLines: Math.max(0, state.paperLeftLines - lines) });
}
