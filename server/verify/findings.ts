/** What does not fit, in words. Only the first ones are kept: a ledger that is wrong everywhere fills no memory. */
export const MAX_FINDINGS = 100;

export type Findings = {
  readonly add: (finding: string) => void;
  readonly list: () => readonly string[];
  /** With those that were not kept. */
  readonly count: () => number;
};

export function makeFindings(): Findings {
  const kept: string[] = [];
  let count = 0;
  return {
    add: (finding) => {
      count += 1;
      if (kept.length < MAX_FINDINGS) kept.push(finding);
    },
    list: () => kept,
    count: () => count,
  };
}
