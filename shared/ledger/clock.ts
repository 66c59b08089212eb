/**
 * CLK-1, CLK-2: whether the wall clock can be believed, judged only against what HQ has said. Machines' clocks are never
 * compared while the line is down: a computer that slept must not look like one that was set ahead.
 */
import type { EpochMs } from '../kernel/units.ts';

export const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;
export const MAX_OFFLINE_MS = 45 * 24 * 60 * 60 * 1000;

export type ClockState = 'trusted' | 'suspect';

/** HQ's time as it was heard, and what this machine's two clocks said then. `elapsedMs` never runs backwards. */
export type HeardTime = {
  readonly hqTimeMs: EpochMs;
  readonly wallMs: EpochMs;
  readonly elapsedMs: number;
};

export type ClockFacts = {
  readonly wallMs: EpochMs;
  readonly elapsedMs: number;
  /** HQ's last word that the chain carries; 0 until HQ has been heard, and nothing is suspected before that. */
  readonly hqTimeMs: EpochMs;
  /** Null until HQ has been heard in this run. */
  readonly heard: HeardTime | null;
};

export function clockState(facts: ClockFacts): ClockState {
  if (wasWrong(facts)) return 'suspect';
  const { wallMs, heard } = facts;
  const hqTimeMs = heard?.hqTimeMs ?? facts.hqTimeMs;
  if (hqTimeMs === 0) return 'trusted';
  const behind = wallMs < hqTimeMs - CLOCK_TOLERANCE_MS;
  const ahead = wallMs > hqTimeMs + MAX_OFFLINE_MS;
  return behind || ahead ? 'suspect' : 'trusted';
}

/** The difference that was seen when HQ was heard, and whether anybody has put it right since. */
function wasWrong({ wallMs, elapsedMs, heard }: ClockFacts): boolean {
  if (heard === null) return false;
  const isOff = (skewMs: number): boolean => Math.abs(skewMs) > CLOCK_TOLERANCE_MS;
  const skewThenMs = heard.wallMs - heard.hqTimeMs;
  const steppedMs = wallMs - heard.wallMs - (elapsedMs - heard.elapsedMs);
  return isOff(skewThenMs) && isOff(skewThenMs + steppedMs);
}

/** HQ's time now, by what was heard and what has passed since. */
export const hqNowMs = ({
  elapsedMs,
  heard,
}: Pick<ClockFacts, 'elapsedMs'> & { heard: HeardTime }): EpochMs =>
  (heard.hqTimeMs + Math.max(0, elapsedMs - heard.elapsedMs)) as EpochMs;

/**
 * EPO-7: the wall clock is right, but the chain's time lies ahead of HQ's: a jump is over and has left its mark, and with
 * it no right that HQ grants could be used before that time comes.
 */
export function chainIsAhead(facts: ClockFacts & { readonly chainAtMs: EpochMs }): boolean {
  const { heard, wallMs, chainAtMs } = facts;
  if (heard === null) return false;
  const nowMs = hqNowMs({ ...facts, heard });
  return Math.abs(wallMs - nowMs) <= CLOCK_TOLERANCE_MS && chainAtMs > nowMs + CLOCK_TOLERANCE_MS;
}
