import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../shared/kernel/units.ts';
import {
  CLOCK_TOLERANCE_MS,
  type ClockFacts,
  chainIsAhead,
  clockState,
  type HeardTime,
} from '../../../shared/ledger/clock.ts';

const HQ_MS = 1_795_336_200_000;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** HQ was heard when this machine's wall clock was off by so much. */
const heardAt = (skewMs: number): HeardTime => ({
  hqTimeMs: epochMs(HQ_MS),
  wallMs: epochMs(HQ_MS + skewMs),
  elapsedMs: 1_000,
});

const later = (heard: HeardTime | null, by: { wallMs: number; elapsedMs: number }): ClockFacts => ({
  wallMs: epochMs((heard?.wallMs ?? HQ_MS) + by.wallMs),
  elapsedMs: 1_000 + by.elapsedMs,
  hqTimeMs: epochMs(HQ_MS),
  heard,
});

describe('CLK-2 a clock that HQ contradicts is suspect', () => {
  test.each([
    ['right', 0, 'trusted'],
    ['ten minutes ahead', CLOCK_TOLERANCE_MS, 'trusted'],
    ['more than ten minutes ahead', CLOCK_TOLERANCE_MS + 1, 'suspect'],
    ['more than ten minutes behind', -CLOCK_TOLERANCE_MS - 1, 'suspect'],
    ['five days ahead', 5 * DAY, 'suspect'],
    ['five days behind', -5 * DAY, 'suspect'],
  ])('%s', (_what, skewMs, state) => {
    expect(clockState(later(heardAt(skewMs), { wallMs: 0, elapsedMs: 0 }))).toBe(state);
  });
  test('until somebody has set it right, with a line or without', () => {
    const heard = heardAt(5 * DAY);
    expect(clockState(later(heard, { wallMs: 3 * HOUR, elapsedMs: 3 * HOUR }))).toBe('suspect');
    expect(clockState(later(heard, { wallMs: -5 * DAY, elapsedMs: 0 }))).toBe('trusted');
  });
  test('a computer that slept while the line was down is not', () => {
    expect(clockState(later(heardAt(0), { wallMs: 9 * HOUR, elapsedMs: 60_000 }))).toBe('trusted');
  });
  test('a till that has not heard of HQ in this run goes by what its chain says', () => {
    expect(clockState(later(null, { wallMs: 9 * HOUR, elapsedMs: 0 }))).toBe('trusted');
    expect(clockState(later(null, { wallMs: -HOUR, elapsedMs: 0 }))).toBe('suspect');
  });
});

describe('EPO-7 the chain’s time lies ahead', () => {
  const ahead = (skewMs: number, chainMs: number): boolean =>
    chainIsAhead({
      ...later(heardAt(skewMs), { wallMs: 60_000, elapsedMs: 60_000 }),
      chainAtMs: epochMs(HQ_MS + chainMs),
    });
  test.each([
    ['of a clock that is right again', 0, 5 * DAY, true],
    ['by less than the clock may be off', 0, CLOCK_TOLERANCE_MS, false],
    ['of a clock that is still ahead', 5 * DAY, 5 * DAY, false],
    ['of nothing: it is behind', 0, -HOUR, false],
  ])('%s', (_what, skewMs, chainMs, isAhead) => {
    expect(ahead(skewMs, chainMs)).toBe(isAhead);
  });
  test('only HQ can say so', () => {
    const facts = later(null, { wallMs: 0, elapsedMs: 0 });
    expect(chainIsAhead({ ...facts, chainAtMs: epochMs(HQ_MS + 5 * DAY) })).toBe(false);
  });
});
