/** Programs that stand still for a while, as under a debugger, a virus scanner or a machine out of memory. */
export async function whileStopped(pids: readonly number[], act: () => Promise<void>): Promise<void> {
  if (pids.length === 0) throw new Error('nobody is there to be stopped');
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    await act();
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
}
