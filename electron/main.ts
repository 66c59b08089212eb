/** Puts the till together: reads the switches, opens till and window, and ends both in order. Nothing else lives here. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { failureText } from '../shared/i18n/translate.ts';
import { failure } from '../shared/kernel/failure.ts';
import { LANGUAGES } from '../shared/kernel/language.ts';
import { systemClock, systemTimers } from './clock/clock.ts';
import { diskLimitsFrom } from './disk/disk-limits.ts';
import { broadcast } from './ipc/broadcast.ts';
import { PAGE_SCHEME } from './ipc/our-page.ts';
import { registerCalls } from './ipc/register-calls.ts';
import { safeStore } from './keys/safe-store.ts';
import { createLog } from './log/log.ts';
import { logFile } from './log/log-file.ts';
import { callHandlers } from './till/handlers.ts';
import { createTill, type Till } from './till/till.ts';
import type { TillOptions } from './till/till-options.ts';
import { lockDown } from './window/lock-down.ts';
import { answerPage } from './window/page-files.ts';
import { openTillWindow } from './window/till-window.ts';

const EXIT_BUSY = 3;
const valueOf = (name: string): string | null => app.commandLine.getSwitchValue(name) || null;
const language = LANGUAGES.find((each) => each === valueOf('lang')) ?? null;

protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.enableSandbox();
const folder = valueOf('user-data');
if (folder !== null) app.setPath('userData', folder);
const keep = logFile(app.getPath('userData'));
const log = createLog((line) => {
  console.error(line);
  keep(line);
});

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else refuseSecond();

/** The window of the first till comes forward by its own `second-instance` event. */
function refuseSecond(): void {
  console.error(failureText(failure('JOURNAL-BUSY'), language ?? 'en'));
  app.exit(EXIT_BUSY);
}

async function start(): Promise<void> {
  lockDown();
  protocol.handle(PAGE_SCHEME, (request) => answerPage(join(app.getAppPath(), 'out', 'renderer'), request));
  const options = tillOptions();
  const till = createTill(options);
  registerCalls(callHandlers(till, options), log);
  endInOrder(till);
  const window = await openTillWindow({ language, hqUrl: valueOf('hq'), log });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

const tillOptions = (): TillOptions => ({
  userData: app.getPath('userData'),
  vault: safeStore({ plainTextAllowed: app.commandLine.hasSwitch('dev') }),
  clock: systemClock,
  timers: systemTimers,
  random: randomBytes,
  appVersion: app.getVersion(),
  printerUrl: valueOf('printer'),
  diskLimits: diskLimitsFrom(app.commandLine.hasSwitch('dev') ? valueOf('disk-limits') : null),
  log,
  emit: broadcast,
});

/** The app quits only when nothing is under way any more: first the till ends, then quitting is asked for again. */
function endInOrder(till: Till): void {
  let state: 'open' | 'ending' | 'ended' = 'open';
  const end = async (): Promise<void> => {
    state = 'ending';
    await till.stop().catch((cause: unknown) => log.error('till.stop', cause));
    state = 'ended';
    app.quit();
  };
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'open') void end();
  });
}
