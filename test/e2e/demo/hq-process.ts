/** HQ as its own process, started, stopped and started again on the same data and port. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../build/project-root.ts';

export type HqProcess = {
  readonly url: string;
  readonly pid: number;
  readonly enrolmentCode: string | null;
  readonly pins: ReadonlyMap<string, string>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

export type HqOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly seed: number;
  readonly env?: Readonly<Record<string, string>>;
};

const LISTENING = /HQ listening on (http:\S+)/;
const CODE = /enrolment code (\S+)/;
const PIN = /cashier (\S+) PIN (\d+)/;

export async function startHq({ dataDir, port, seed, env }: HqOptions): Promise<HqProcess> {
  const args = [
    'server/cli.ts',
    'serve',
    '--data',
    dataDir,
    '--port',
    String(port),
    '--demo',
    '--demo-seed',
    String(seed),
  ];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines: string[] = [];
  const pins = new Map<string, string>();
  let enrolmentCode: string | null = null;
  const url = await new Promise<string>((resolve, reject) => {
    const read = (line: string): void => {
      lines.push(line);
      const pin = PIN.exec(line);
      if (pin) pins.set(pin[1] ?? '', pin[2] ?? '');
      enrolmentCode = CODE.exec(line)?.[1] ?? enrolmentCode;
      const listening = LISTENING.exec(line);
      if (listening) resolve(listening[1] ?? '');
    };
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read);
    void exited.then(() => reject(new Error(`HQ ended before it listened:\n${lines.join('\n')}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  let stopping: Promise<void> | null = null;
  return {
    url,
    pid: child.pid ?? 0,
    get enrolmentCode() {
      return enrolmentCode;
    },
    pins,
    // A second signal would cut the end short and leave the database running.
    stop: () => (stopping ??= end('SIGTERM')),
    kill: () => end('SIGKILL'),
  };
}
