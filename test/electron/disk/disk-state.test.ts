/** When the word in the strip comes, and when it goes. */
import { expect, test } from 'vitest';
import {
  checkedLimits,
  DISK_LIMITS,
  type DiskLimits,
  diskLimitsFrom,
} from '../../../electron/disk/disk-limits.ts';
import { nextDiskState, shownFreeBytes } from '../../../electron/disk/disk-state.ts';

const MB = 1024 * 1024;
const limits: DiskLimits = DISK_LIMITS;

/** The states that a disk goes through as this many MB are free. */
const walk = (...freeMb: readonly number[]): readonly string[] => {
  let state: ReturnType<typeof nextDiskState> = 'ok';
  return freeMb.map((mb) => (state = nextDiskState(state, mb * MB, limits)));
};

test('DSK-1 below 1 GB the disk is low, below 300 MB critical', () => {
  expect(walk(1024)).toEqual(['ok']);
  expect(walk(1023)).toEqual(['low']);
  expect(walk(300)).toEqual(['low']);
  expect(walk(299)).toEqual(['critical']);
  expect(walk(0)).toEqual(['critical']);
});

test('DSK-2 a disk that hovers at a limit keeps its word', () => {
  expect(walk(1023, 1025, 1023, 1200, 1279)).toEqual(['low', 'low', 'low', 'low', 'low']);
  expect(walk(1023, 1280, 1025)).toEqual(['low', 'ok', 'ok']);
  expect(walk(299, 301, 299, 555)).toEqual(['critical', 'critical', 'critical', 'critical']);
  expect(walk(299, 556, 301)).toEqual(['critical', 'low', 'low']);
});

test('DSK-2 the ballast, given away or laid down, never changes the word by itself', () => {
  const ballast = limits.ballastBytes / MB;
  expect(walk(299, 299 + ballast)).toEqual(['critical', 'critical']);
  const above = limits.ballastAboveBytes / MB;
  expect(walk(1023, above, above - ballast)).toEqual(['low', 'ok', 'ok']);
});

test('limits that contradict each other are a bug', () => {
  expect(() => checkedLimits({ ...limits, criticalBytes: limits.lowBytes + 1 })).toThrow(/critical/);
  expect(() => checkedLimits({ ...limits, ballastAboveBytes: limits.lowBytes })).toThrow(/ballast/);
  expect(() => diskLimitsFrom('8,4')).toThrow();
  expect(diskLimitsFrom(null)).toEqual(DISK_LIMITS);
  expect(diskLimitsFrom('8,4,2,16').criticalBytes).toBe(4 * MB);
});

test.each([
  [82_345_678_901, 82_000_000_000],
  [299_999_999, 290_000_000],
  [1_048_575, 1_000_000],
  [99, 99],
  [0, 0],
])('of %i free bytes the screen is told %i', (free, shown) => {
  expect(shownFreeBytes(free)).toBe(shown);
});
