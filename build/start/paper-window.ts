import { spawn } from 'node:child_process';
import { chromiumFlags, knownChromium } from '../setup/chromium.mjs';

export type PaperWindow = { readonly pid: number; readonly stop: () => void };

/** Shows the virtual printer's paper in a window of its own, beside the till. */
export function openPaperWindow(url: string, profile: string): PaperWindow | undefined {
  const binary = knownChromium();
  if (binary === undefined) return undefined;
  const args = [
    `--user-data-dir=${profile}`,
    `--app=${url}`,
    '--window-size=520,900',
    '--window-position=1380,0',
  ];
  const child = spawn(binary, [...chromiumFlags(), ...args], { stdio: 'ignore' });
  child.on('error', () => console.log(`The printer's paper is at ${url}`));
  return { pid: child.pid ?? 0, stop: () => void child.kill('SIGTERM') };
}
