/** The first signal lets HQ finish what it is doing; a second one ends it at once. */
export type StopSignal = {
  /** Resolves with the first signal's name. */
  readonly asked: Promise<NodeJS.Signals>;
};

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const ENDED_AT_ONCE = 1;

export function stopSignal(atOnce: (signal: NodeJS.Signals) => void): StopSignal {
  let first: NodeJS.Signals | null = null;
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    const ask = (signal: NodeJS.Signals): void => {
      if (first !== null) {
        atOnce(signal);
        process.exit(ENDED_AT_ONCE);
      }
      first = signal;
      resolve(signal);
    };
    for (const signal of SIGNALS) process.on(signal, ask);
  });
  return { asked };
}
