/** Where a HQ process can be told to die or to stop: names of the moments, and how they are told. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Moments of a push that adds something, in the order in which they come. */
export const PUSH_POINTS = [
  'before-begin',
  'chain-locked',
  'log-written',
  'entries-written',
  'balances-written',
  'tip-moved',
  'before-commit',
  'commit-sent',
  'committed',
  'mid-answer',
] as const;
export const ENROL_POINTS = ['enrol-code-used', 'enrol-before-commit', 'enrol-committed'] as const;
export const DAY_CLOSE_POINTS = ['day-close-before', 'day-close-written'] as const;

export type PushPoint = (typeof PUSH_POINTS)[number];
export type EnrolPoint = (typeof ENROL_POINTS)[number];
export type DayClosePoint = (typeof DAY_CLOSE_POINTS)[number];
export type Point = PushPoint | EnrolPoint | DayClosePoint;

/** What a HQ process is started with so that it is killed when it reaches a point for the nth time. */
export const dyingAt = (point: Point, nth: number): NodeJS.ProcessEnv => struckAt(point, nth, 'SIGKILL');

/** Or stopped there, until somebody wakes it. */
export const stoppingAt = (point: Point, nth: number): NodeJS.ProcessEnv => struckAt(point, nth, 'SIGSTOP');

const struckAt = (point: Point, nth: number, signal: 'SIGKILL' | 'SIGSTOP'): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'strike-at.ts')).href}`,
  PUNCTA_TEST_STRIKE_AT: `${point}:${nth}:${signal}`,
});
