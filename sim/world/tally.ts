/** Counts of what happened: faults that were met, and situations that a campaign must have seen. */
export type Tally = {
  readonly count: (name: string, times?: number) => void;
  readonly of: (name: string) => number;
  readonly all: () => Readonly<Record<string, number>>;
};

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    count: (name, times = 1) => void counts.set(name, (counts.get(name) ?? 0) + times),
    of: (name) => counts.get(name) ?? 0,
    all: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

export function addCounts(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sums = { ...a };
  for (const [name, times] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + times;
  return sums;
}
