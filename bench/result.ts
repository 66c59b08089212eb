/** One bench: `ratio` is ours over the baseline, both measured in the same run. */
export type BenchResult = {
  readonly name: string;
  readonly baseline: string;
  readonly ratio: number;
  readonly goal: string;
  readonly detail: Readonly<Record<string, number>>;
};
