import { describe, expect, test } from 'vitest';
import { MAX_PUSH_ENTRIES } from '../../../shared/kernel/limits.ts';
import { backoffMs, FIRST_WAIT_MS, LONGEST_WAIT_MS } from '../../../shared/sync/backoff.ts';
import { afterAck, nextPush, unknownCursor } from '../../../shared/sync/push-cursor.ts';
import { syncAllowed } from '../../../shared/sync/window.ts';

const at = (watermark: number | null, fork = false) => ({ watermark, fork });

test.each([
  { name: 'HQ was not asked yet', cursor: unknownCursor, lastSeq: 9, step: { kind: 'ask' } },
  { name: 'HQ has nothing', cursor: at(0), lastSeq: 3, step: { kind: 'send', fromSeq: 1, count: 3 } },
  { name: 'HQ has some', cursor: at(2), lastSeq: 3, step: { kind: 'send', fromSeq: 3, count: 1 } },
  { name: 'HQ has all', cursor: at(3), lastSeq: 3, step: { kind: 'done' } },
  {
    name: 'more than a batch waits',
    cursor: at(0),
    lastSeq: 5_000,
    step: { kind: 'send', fromSeq: 1, count: MAX_PUSH_ENTRIES },
  },
  {
    name: 'HQ has more than the till: a rolled-back disk',
    cursor: at(4),
    lastSeq: 3,
    step: { kind: 'stopped' },
  },
  { name: 'a fork was found', cursor: at(2, true), lastSeq: 3, step: { kind: 'stopped' } },
])('PSH-1 when $name, the next step is $step.kind', ({ cursor, lastSeq, step }) => {
  expect(nextPush(cursor, lastSeq)).toEqual(step);
});

describe('PSH-1 every answer moves the cursor', () => {
  test.each([
    { verdict: 'accepted', wm: 7, after: at(7) },
    { verdict: 'gap', wm: 2, after: at(2) },
    { verdict: 'fork', wm: 5, after: at(5, true) },
  ] as const)('$verdict', ({ verdict, wm, after }) => {
    expect(afterAck(at(5), { wm, verdict })).toEqual(after);
  });
  test('a fork is not forgotten by a later answer', () => {
    expect(afterAck(at(5, true), { wm: 6, verdict: 'accepted' }).fork).toBe(true);
  });
});

test('SYN-2 waits double, stay bounded and are spread', () => {
  expect(backoffMs(0, 0)).toBe(FIRST_WAIT_MS / 2);
  expect(backoffMs(3, 0.5)).toBe(6_000);
  expect(backoffMs(1_000, 0.999)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
});

const night = { kind: 'window', from: '22:00', to: '02:00', jitterMinutes: 60 } as const;
test.each([
  { minute: 22 * 60, jitter: 0, allowed: true },
  { minute: 21 * 60 + 59, jitter: 0, allowed: false },
  { minute: 60, jitter: 0, allowed: true },
  { minute: 2 * 60, jitter: 0, allowed: false },
  { minute: 22 * 60, jitter: 0.5, allowed: false },
  { minute: 22 * 60 + 30, jitter: 0.5, allowed: true },
])('SYN-1 at minute $minute with jitter $jitter sync is allowed: $allowed', ({ minute, jitter, allowed }) => {
  expect(syncAllowed(night, minute, jitter)).toBe(allowed);
});

test('SYN-1 a continuous store may always sync', () => {
  expect(syncAllowed({ kind: 'continuous' }, 0, 0)).toBe(true);
});
