/**
 * RGT-6 (R13): an intent ends in exactly one of a sale that carries it and ABANDON. The table is total: what is not
 * expected in a state is ignored, and a late answer never brings an ended intent back.
 */
export const INTENT_STATES = ['none', 'asked', 'granted', 'sold', 'abandoned'] as const;
/** `none`: no entry of it. `asked`: INTENT is durable. `granted`: HQ's answer is here; a restart forgets it. */
export type IntentState = (typeof INTENT_STATES)[number];

export const INTENT_EVENTS = [
  'asked',
  'granted',
  'denied',
  'timedOut',
  /** The basket is cancelled, goes on without the redemption, or was sold without it. */
  'cancelled',
  /** By a sale that carries it. */
  'sold',
  'restarted',
] as const;
export type IntentEvent = (typeof INTENT_EVENTS)[number];

export type IntentStep = {
  readonly to: IntentState;
  /** What must be durable before anything else happens; null: nothing. */
  readonly append: 'INTENT' | 'SALE' | 'ABANDON' | null;
};

const stays = (to: IntentState): IntentStep => ({ to, append: null });
const ABANDONED: IntentStep = { to: 'abandoned', append: 'ABANDON' };

export const intentTransitions: Readonly<Record<IntentState, Readonly<Record<IntentEvent, IntentStep>>>> = {
  none: {
    asked: { to: 'asked', append: 'INTENT' },
    granted: stays('none'),
    denied: stays('none'),
    timedOut: stays('none'),
    cancelled: stays('none'),
    sold: stays('none'),
    restarted: stays('none'),
  },
  asked: {
    asked: stays('asked'),
    granted: stays('granted'),
    denied: ABANDONED,
    timedOut: ABANDONED,
    cancelled: ABANDONED,
    // A sale cannot carry a lease that is not here yet.
    sold: ABANDONED,
    restarted: ABANDONED,
  },
  granted: {
    asked: stays('granted'),
    granted: stays('granted'),
    // Answers to earlier tries, overtaken by the grant.
    denied: stays('granted'),
    timedOut: stays('granted'),
    cancelled: ABANDONED,
    sold: { to: 'sold', append: 'SALE' },
    restarted: ABANDONED,
  },
  sold: {
    asked: stays('sold'),
    granted: stays('sold'),
    denied: stays('sold'),
    timedOut: stays('sold'),
    cancelled: stays('sold'),
    sold: stays('sold'),
    restarted: stays('sold'),
  },
  abandoned: {
    asked: stays('abandoned'),
    granted: stays('abandoned'),
    denied: stays('abandoned'),
    timedOut: stays('abandoned'),
    cancelled: stays('abandoned'),
    sold: stays('abandoned'),
    restarted: stays('abandoned'),
  },
};
