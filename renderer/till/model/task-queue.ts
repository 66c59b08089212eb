/** Runs tasks one after the other, in the order they came, so that no scan overtakes another. */
export const MAX_QUEUED_TASKS = 200;

export type TaskQueue = {
  /** False when the queue is full and the task was not taken. */
  readonly add: (task: () => Promise<void>) => boolean;
  /** Resolves when everything taken so far has run. */
  readonly idle: () => Promise<void>;
};

/** A task that throws is told to `onFault`; the tasks behind it run all the same. */
export function createTaskQueue(onFault: (fault: unknown) => void): TaskQueue {
  let tail: Promise<void> = Promise.resolve();
  let waiting = 0;
  return {
    add: (task) => {
      if (waiting >= MAX_QUEUED_TASKS) return false;
      waiting += 1;
      tail = tail
        .then(task)
        .catch(onFault)
        .finally(() => {
          waiting -= 1;
        });
      return true;
    },
    idle: () => tail,
  };
}
