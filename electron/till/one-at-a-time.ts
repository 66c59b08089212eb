/** Runs tasks one after another. A task that would have to wait behind `maxWaiting` others is refused with null. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T> | null;

export function oneAtATime(maxWaiting: number): InTurn {
  let unfinished = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    if (unfinished > maxWaiting) return null;
    unfinished += 1;
    const run = last.then(task, task).finally(() => {
      unfinished -= 1;
    });
    last = run.catch(() => undefined);
    return run;
  };
}
