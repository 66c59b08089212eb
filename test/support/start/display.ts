import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

export type Display = { readonly env: Readonly<Record<string, string>>; readonly close: () => Promise<void> };

const XVFB = '/usr/bin/Xvfb';

/** A display that nobody looks at. Where there is no Xvfb, the till's window opens without one. */
export async function openDisplay(): Promise<Display> {
  if (!existsSync(XVFB))
    return { env: { DISPLAY: ':0', MINI_ELECTRON_HEADLESS: '1' }, close: async () => undefined };
  const server = spawn(XVFB, ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).once('line', resolve);
    server.once('error', reject);
  });
  return {
    env: { DISPLAY: `:${number.trim()}` },
    close: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
