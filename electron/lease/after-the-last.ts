/** Runs of one key one after the other, each when the one before has ended, well or badly; other keys do not wait. */
export function afterTheLast(): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const before = running.get(key) ?? Promise.resolve();
    const done = before.then(run);
    const kept = done
      .catch(() => undefined)
      .finally(() => {
        if (running.get(key) === kept) running.delete(key);
      });
    running.set(key, kept);
    return done;
  };
}
