/** HQ as users run it, its own process on a fresh embedded PostgreSQL, with the demo shop; stopped and started at will. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../build/free-port.ts';
import { type HqProcess, startHq } from '../../test/e2e/demo/hq-process.ts';

export type RealHq = {
  readonly folder: string;
  readonly url: string;
  readonly process: () => HqProcess;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const SEED = 1;

export async function realHq(): Promise<RealHq> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-bench-'));
  const port = await freePort(0);
  const launch = () => startHq({ dataDir: join(folder, 'hq'), port, seed: SEED });
  let running: HqProcess | null = await launch();
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  return {
    folder,
    url: `http://127.0.0.1:${port}`,
    process: () => {
      if (!running) throw new Error('HQ is stopped');
      return running;
    },
    stop,
    start: async () => {
      running ??= await launch();
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
