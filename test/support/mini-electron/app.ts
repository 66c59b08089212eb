import { EventEmitter } from 'node:events';
import { closeChromium } from './chromium.ts';
import { appPath, getPath, manifest, setPath } from './paths.ts';
import { releaseLock, takeLock } from './single-instance.ts';
import { commandLine } from './switches.ts';
import { onLastWindowClosed, openWindows } from './window-registry.ts';

let becomeReady: () => void = () => undefined;
const ready = new Promise<void>((resolve) => {
  becomeReady = resolve;
});
let isReady = false;
let isQuitting = false;
let told = Promise.resolve();
let name = manifest().productName ?? manifest().name ?? 'app';

export const app = Object.assign(new EventEmitter(), {
  isPackaged: process.env['MINI_ELECTRON_PACKAGED'] !== undefined,
  commandLine,
  whenReady: (): Promise<void> => ready,
  isReady: (): boolean => isReady,
  getName: (): string => name,
  setName: (given: string): void => {
    name = given;
  },
  getVersion: (): string => manifest().version ?? '0.0.0',
  getAppPath: appPath,
  getPath,
  setPath,
  getLocale: (): string => commandLine.getSwitchValue('lang') || 'en-US',
  getPreferredSystemLanguages: (): string[] => [
    process.env['LANG']?.split('.')[0]?.replace('_', '-') ?? 'en-US',
  ],
  enableSandbox: (): void => undefined,
  disableHardwareAcceleration: (): void => undefined,
  setAppUserModelId: (_id: string): void => undefined,
  requestSingleInstanceLock: (): boolean => {
    const lock = takeLock(({ argv, folder }) => app.emit('second-instance', {}, argv, folder, null));
    told = lock.told;
    return lock.taken;
  },
  releaseSingleInstanceLock: releaseLock,
  quit: (): void => void quit(),
  exit: (code = 0): void => void exit(code),
});

async function quit(): Promise<void> {
  if (isQuitting || isPrevented('before-quit')) return;
  isQuitting = true;
  const closed = await Promise.all(openWindows().map((window) => window.closeAndWait()));
  if (closed.includes(false) || isPrevented('will-quit')) {
    isQuitting = false;
    return;
  }
  await exit(0);
}

async function exit(code: number): Promise<void> {
  isQuitting = true;
  app.emit('quit', {}, code);
  await told;
  await closeChromium();
  releaseLock();
  process.exit(code);
}

function isPrevented(event: 'before-quit' | 'will-quit'): boolean {
  let prevented = false;
  const preventDefault = (): void => {
    prevented = true;
  };
  app.emit(event, { preventDefault });
  return prevented;
}

onLastWindowClosed(() => {
  if (isQuitting) return;
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
});

// As Electron does: these signals end the app the way its user would.
process.on('SIGTERM', app.quit);
process.on('SIGINT', app.quit);

setImmediate(() => {
  if (isQuitting) return;
  isReady = true;
  becomeReady();
  app.emit('ready', {}, {});
});
