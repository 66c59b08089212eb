/** What happened, in order, as one hash: two runs of a seed must agree in every note. With a limit it keeps the lines too. */
export type Trace = {
  readonly note: (what: string, detail: string | number) => void;
  readonly hash: () => string;
  readonly lines: readonly string[];
};

/** `keep`: the last so many lines are kept for reading. */
export function createTrace(nowMs: () => number, keep: number): Trace {
  const lines: string[] = [];
  let high = 0x1234567;
  let low = 0x89abcdef | 0;
  const mix = (value: number): void => {
    high = Math.imul(high ^ value, 0x45d9f3b) ^ (high >>> 15);
    low = Math.imul(low ^ (value + high), 0x2c1b3c6d) ^ (low >>> 12);
  };
  const mixText = (text: string): void => {
    for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
  };
  return {
    note: (what, detail) => {
      mix(nowMs() % 0x7fffffff);
      mixText(what);
      if (typeof detail === 'number') mix(detail);
      else mixText(detail);
      if (keep === 0) return;
      if (lines.length >= 2 * keep) lines.splice(0, keep);
      lines.push(`${clock(nowMs())} ${what} ${detail}`);
    },
    hash: () => (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0'),
    lines,
  };
}

const clock = (atMs: number): string => new Date(atMs).toISOString().slice(5, 23);
