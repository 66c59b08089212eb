/** Where a replay's time goes, by part. */
export const PARTS = [
  'survey',
  'engine',
  'commit',
  'background',
  'start',
  'day',
  'members',
  'verify',
] as const;
export type Part = (typeof PARTS)[number];

export type Timings = {
  readonly measure: <T>(part: Part, act: () => T) => T;
  readonly measureAsync: <T>(part: Part, act: () => Promise<T>) => Promise<T>;
  /** Milliseconds so far. */
  readonly spentMs: (part: Part) => number;
};

export function startTimings(): Timings {
  const spent = new Map<Part, number>();
  const add = (part: Part, sinceMs: number): void =>
    void spent.set(part, (spent.get(part) ?? 0) + performance.now() - sinceMs);
  return {
    measure: (part, act) => {
      const sinceMs = performance.now();
      try {
        return act();
      } finally {
        add(part, sinceMs);
      }
    },
    measureAsync: async (part, act) => {
      const sinceMs = performance.now();
      try {
        return await act();
      } finally {
        add(part, sinceMs);
      }
    },
    spentMs: (part) => spent.get(part) ?? 0,
  };
}
