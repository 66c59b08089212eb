import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** On Linux a window needs a display; elsewhere there always is one. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Plays the demo day without windows and ends with its exit code. */
export function playDemo(): Promise<number> {
  console.log('There is no display here, so the demo day is played without windows (npm run demo).');
  const file = join(projectRoot, 'test', 'e2e', 'demo', 'demo.ts');
  const child = spawn(process.execPath, [file], { stdio: 'inherit', cwd: projectRoot });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
