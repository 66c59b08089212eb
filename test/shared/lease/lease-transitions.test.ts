import { expect, test } from 'vitest';
import { LEASE_STATES } from '../../../shared/lease/lease.ts';
import { LEASE_EVENTS, nextLeaseState } from '../../../shared/lease/lease-transitions.ts';

test('LEA-6 every state and everything that can happen to it', () => {
  const table = LEASE_STATES.map((state) => [
    state,
    ...LEASE_EVENTS.map((event) => nextLeaseState(state, event)),
  ]);
  expect([['', ...LEASE_EVENTS], ...table]).toEqual([
    ['', 'spend', 'proof', 'freeze', 'guarantee', 'writeOff'],
    ['ACTIVE', 'ACTIVE', 'CLOSED', 'FROZEN', null, null],
    ['FROZEN', 'FROZEN', 'CLOSED', null, 'FROZEN', 'WRITTEN_OFF'],
    ['CLOSED', null, null, null, null, null],
    ['WRITTEN_OFF', null, null, null, null, null],
  ]);
});
