import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromiumFlags, knownChromium } from '../../../build/setup/chromium.mjs';
import { type CdpConnection, startChromiumOverPipe } from './cdp.ts';
import { getPath } from './paths.ts';
import { appendedSwitches } from './switches.ts';
import { openWindows } from './window-registry.ts';

const targetTries = 200;
const targetTryMs = 25;
const closeTimeoutMs = 3000;

// `--app=about:blank` is ignored by Chromium, a data: page opens a window without tabs and address bar.
const emptyAppPage = 'data:text/html,';

let starting: Promise<CdpConnection> | undefined;
let quitting = false;
const usedTargets = new Set<string>();

/** Chromium is started by the first window and serves all of them. */
export function chromium(): Promise<CdpConnection> {
  starting ??= start();
  return starting;
}

export async function closeChromium(): Promise<void> {
  quitting = true;
  if (starting === undefined) return;
  const connection = await starting;
  connection.send('Browser.close').catch(() => undefined);
  const late = delay(closeTimeoutMs, 'late', { ref: false });
  if ((await Promise.race([connection.exited, late])) === 'late') connection.process.kill('SIGKILL');
}

/** A new window's page. The window of Chromium's own start serves the first one. */
export async function openTarget(connection: CdpConnection): Promise<string> {
  if (usedTargets.size > 0 && isHeadless()) {
    const { targetId } = await connection.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
    });
    usedTargets.add(targetId);
    return targetId;
  }
  if (usedTargets.size > 0) openAppWindow();
  return unusedTarget(connection);
}

async function start(): Promise<CdpConnection> {
  mkdirSync(profileFolder(), { recursive: true });
  const connection = startChromiumOverPipe(chromiumBinary(), chromiumArguments());
  void connection.exited.then(() => {
    if (!quitting) for (const window of openWindows()) window.lose();
  });
  await connection.send('Target.setDiscoverTargets', { discover: true });
  return connection;
}

function chromiumBinary(): string {
  const binary = knownChromium();
  if (binary === undefined) throw new Error('mini-electron: no Chromium found; set CHROMIUM_BIN');
  return binary;
}

function chromiumArguments(): readonly string[] {
  const debugPort = process.env['MINI_ELECTRON_DEBUG_PORT'];
  return [
    ...chromiumFlags(),
    '--no-default-browser-check',
    '--disable-extensions',
    '--password-store=basic',
    '--disable-features=Translate,MediaRouter',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    // A till's window lies behind another one and must go on working.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    ...(isHeadless() ? ['--headless=new'] : []),
    ...(debugPort ? [`--remote-debugging-port=${debugPort}`] : []),
    ...appendedSwitches(),
    `--user-data-dir=${profileFolder()}`,
    `--app=${emptyAppPage}`,
  ];
}

function profileFolder(): string {
  return join(getPath('sessionData'), 'mini-chromium');
}

function isHeadless(): boolean {
  return !process.env['DISPLAY'] || Boolean(process.env['MINI_ELECTRON_HEADLESS']);
}

/** A second start with the same profile asks the running Chromium for one more window, and ends. */
function openAppWindow(): void {
  const args = [...chromiumFlags(), `--user-data-dir=${profileFolder()}`, `--app=${emptyAppPage}`];
  spawn(chromiumBinary(), args, { stdio: 'ignore' }).on('error', () => undefined);
}

async function unusedTarget(connection: CdpConnection): Promise<string> {
  for (let attempt = 0; attempt < targetTries; attempt += 1) {
    const { targetInfos } = await connection.send('Target.getTargets');
    const page = targetInfos.find(({ type, targetId }) => type === 'page' && !usedTargets.has(targetId));
    if (page) {
      usedTargets.add(page.targetId);
      return page.targetId;
    }
    await delay(targetTryMs);
  }
  throw new Error('mini-electron: Chromium opened no window');
}
