const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits until the program has ended by itself or a signal asks us to end it, tidies up once and ends this
 * process with the program's code.
 */
export async function untilStopped(ended: Promise<number>, stop: () => Promise<unknown>): Promise<never> {
  const asked = new Promise<number>((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve(0));
  });
  const code = await Promise.race([ended, asked]);
  await stop();
  process.exit(code);
}
