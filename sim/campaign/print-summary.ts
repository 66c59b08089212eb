/** A campaign for people to read. */
import type { Summary } from './summary.ts';

const SHOWN_VIOLATIONS = 20;

export function printSummary(
  summary: Summary,
  seconds: { readonly wall: number; readonly cpu: number },
): string {
  const { seeds, tillYears, receipts, events, violations, counts, failureTable } = summary;
  return [
    `seeds ${seeds.from}–${seeds.to}: ${tillYears} till-years, ${number(receipts)} receipts, ${number(events)} events`,
    `${seconds.wall.toFixed(0)} s, ${seconds.cpu.toFixed(0)} s of CPU: ${(tillYears / seconds.cpu).toFixed(2)} till-years per second of CPU`,
    '',
    'faults and situations',
    ...Object.entries(counts).map(([name, times]) => `${number(times).padStart(13)}  ${name}`),
    '',
    'failure table',
    ...failureTable.map(({ event, times, missing, notModelled }) =>
      notModelled === null
        ? `${number(times).padStart(13)}  ${event}${missing.length > 0 ? ` (never: ${missing.join(', ')})` : ''}`
        : `            –  ${event}: ${notModelled}`,
    ),
    '',
    `traces ${summary.traceHash}`,
    ...violations.slice(0, SHOWN_VIOLATIONS).map(({ seed, message }) => `seed ${seed}: ${message}`),
    `${violations.length} violations`,
  ].join('\n');
}

const number = (value: number): string => value.toLocaleString('en');
