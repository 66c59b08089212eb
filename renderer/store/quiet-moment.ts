const LONGEST_WAIT_MS = 250;

/** Resolves when the window has nothing to draw, or after a quarter of a second in a busy one. */
export const quietMoment = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS });
  });
