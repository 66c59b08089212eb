/** A pause that ends with its time or with a call, whichever comes first. A call that comes before it is not lost. */
export type Rest = {
  /** Null waits for the call alone. */
  readonly sleep: (timeoutMs: number | null) => Promise<void>;
  readonly wake: () => void;
  /** Forgets calls so far: whatever they announced is about to be looked at. */
  readonly settle: () => void;
};

export function createRest(): Rest {
  let isAwake = false;
  let rouse: () => void = () => {};
  return {
    settle: () => {
      isAwake = false;
    },
    wake: () => {
      isAwake = true;
      rouse();
    },
    sleep: (timeoutMs) =>
      new Promise((resolve) => {
        const timer = timeoutMs === null ? null : setTimeout(() => rouse(), timeoutMs);
        rouse = () => {
          if (timer) clearTimeout(timer);
          rouse = () => {};
          resolve();
        };
        if (isAwake) rouse();
      }),
  };
}
