/** HQ's view of a lease (protocol.md section 5), for every state and everything that can happen to it. */
import type { LeaseState } from './lease.ts';

/**
 * `proof`: the holder's chain says that nothing more is spent from it (R9). `freeze`: its end and the grace have passed
 * without that. `guarantee`: the house lends the owner what is silent (R11). `writeOff`: R12.
 */
export const LEASE_EVENTS = ['spend', 'proof', 'freeze', 'guarantee', 'writeOff'] as const;
export type LeaseEvent = (typeof LEASE_EVENTS)[number];

/** Null: the lease has no part in it; a spend is then the house's loss. */
const TRANSITIONS: Readonly<Record<LeaseState, Readonly<Record<LeaseEvent, LeaseState | null>>>> = {
  ACTIVE: { spend: 'ACTIVE', proof: 'CLOSED', freeze: 'FROZEN', guarantee: null, writeOff: null },
  FROZEN: { spend: 'FROZEN', proof: 'CLOSED', freeze: null, guarantee: 'FROZEN', writeOff: 'WRITTEN_OFF' },
  CLOSED: { spend: null, proof: null, freeze: null, guarantee: null, writeOff: null },
  WRITTEN_OFF: { spend: null, proof: null, freeze: null, guarantee: null, writeOff: null },
};

export const nextLeaseState = (state: LeaseState, event: LeaseEvent): LeaseState | null =>
  TRANSITIONS[state][event];
