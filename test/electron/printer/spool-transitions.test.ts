import { describe, expect, test } from 'vitest';
import {
  afterEvent,
  SPOOL_EVENTS,
  type SpoolEvent,
  spoolTransitions,
} from '../../../electron/printer/spool-transitions.ts';
import { PRINT_STATES, type PrintState } from '../../../shared/ipc/views.ts';

const steps = PRINT_STATES.flatMap((state) =>
  SPOOL_EVENTS.map((event) => ({ state, event, next: afterEvent(state, event) })),
);

/** Every state that can be reached from one, by these events. */
function reachable(from: PrintState, events: readonly SpoolEvent[] = SPOOL_EVENTS): ReadonlySet<PrintState> {
  const found = new Set<PrintState>([from]);
  for (const state of found) {
    for (const event of events) {
      const next = afterEvent(state, event);
      if (next) found.add(next);
    }
  }
  return found;
}

test('the table says what every event does in every state', () => {
  expect(Object.keys(spoolTransitions).sort()).toEqual([...PRINT_STATES].sort());
  for (const row of Object.values(spoolTransitions))
    expect(Object.keys(row).sort()).toEqual([...SPOOL_EVENTS].sort());
});

test('every state can be reached by a new job', () => {
  expect([...reachable('queued')].sort()).toEqual([...PRINT_STATES].sort());
});

describe('SPL-2 once a byte may have left', () => {
  test.each(['sent', 'confirmed', 'unknown', 'superseded', 'cancelled'] as const)(
    'nothing makes a job that is %s print again',
    (state) => {
      const after = reachable(state);
      for (const printing of ['queued', 'preflight', 'sending', 'blocked'] as const)
        expect(after).not.toContain(printing);
    },
  );

  test('a job under way is tried again only if nothing at all was sent', () => {
    const again = steps.filter(({ state, next }) => state === 'sending' && next === 'blocked');
    expect(again.map(({ event }) => event)).toEqual(['nothingSent']);
  });

  test('a crash in the middle of sending asks a person', () => {
    expect(afterEvent('sending', 'crash')).toBe('unknown');
  });
});

test('SPL-1 bytes are sent only by a job that was marked so before', () => {
  expect(steps.filter(({ next }) => next === 'sending')).toEqual([
    { state: 'preflight', event: 'send', next: 'sending' },
  ]);
});

test('only a printer or a cashier confirms', () => {
  const confirming = steps.filter(({ next }) => next === 'confirmed').map(({ event }) => event);
  expect(new Set(confirming)).toEqual(new Set(['proved', 'printed']));
});

test('a crash before the first byte costs nothing', () => {
  expect(afterEvent('preflight', 'crash')).toBe('queued');
});
