/**
 * SPL-1: what may become of a print job. Total: every state says what every event does to it, and `null` says that
 * the event means nothing there.
 * SPL-2: once a byte may have left, no event leads back to printing. Only a person orders another print, as a copy.
 */
import type { PrintState } from '../../shared/ipc/views.ts';

export const SPOOL_EVENTS = [
  /** The printer is free and it is this job's turn. */
  'take',
  /** The printer cannot print now; nothing was sent. */
  'notReady',
  /** About to send the first byte. Durable before that byte. */
  'send',
  /** The connection was gone before the first byte. */
  'nothingSent',
  /** Everything handed over; the printer cannot say more. */
  'delivered',
  /** The printer says that it is done. */
  'proved',
  /** Broken off, or silent where an answer was due. */
  'lost',
  /** Found so after a crash. */
  'crash',
  /** Must not print by itself: too old, too many waiting, or it cannot be rendered. */
  'hold',
  /** A drawer kick that came to nothing. */
  'void',
  /** The cashier says: it was printed. */
  'printed',
  /** The cashier orders a copy in its place. */
  'copied',
  /** The cashier lets it go. */
  'skipped',
] as const;
export type SpoolEvent = (typeof SPOOL_EVENTS)[number];

type Row = { readonly [E in SpoolEvent]: PrintState | null };

const nothing: Row = {
  take: null,
  notReady: null,
  send: null,
  nothingSent: null,
  delivered: null,
  proved: null,
  lost: null,
  crash: null,
  hold: null,
  void: null,
  printed: null,
  copied: null,
  skipped: null,
};

export const spoolTransitions = {
  queued: { ...nothing, take: 'preflight', hold: 'unknown', void: 'cancelled', skipped: 'cancelled' },
  blocked: { ...nothing, take: 'preflight', hold: 'unknown', void: 'cancelled', skipped: 'cancelled' },
  preflight: {
    ...nothing,
    notReady: 'blocked',
    send: 'sending',
    crash: 'queued',
    hold: 'unknown',
    void: 'cancelled',
    skipped: 'cancelled',
  },
  sending: {
    ...nothing,
    nothingSent: 'blocked',
    delivered: 'sent',
    proved: 'confirmed',
    lost: 'unknown',
    crash: 'unknown',
    void: 'cancelled',
  },
  unknown: { ...nothing, printed: 'confirmed', copied: 'superseded', skipped: 'cancelled' },
  sent: { ...nothing, printed: 'confirmed' },
  confirmed: nothing,
  cancelled: nothing,
  superseded: nothing,
} as const satisfies Record<PrintState, Row>;

/** The state after an event, or null where the event means nothing. */
export const afterEvent = (state: PrintState, event: SpoolEvent): PrintState | null =>
  spoolTransitions[state][event];

/** Jobs that wait for their turn. */
export const WAITING_STATES = ['queued', 'blocked'] as const satisfies readonly PrintState[];
/** Jobs that are not over: something still happens to them, or a person is asked. */
export const OPEN_STATES = [
  ...WAITING_STATES,
  'preflight',
  'sending',
  'unknown',
] as const satisfies readonly PrintState[];
