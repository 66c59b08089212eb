/** A wait that news may cut short. */
export type Pause = { readonly wait: (ms: number) => Promise<void>; readonly wake: () => void };

export function createPause(): Pause {
  let wake = (): void => undefined;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
}
