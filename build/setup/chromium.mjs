// The one place that knows where Chromium may lie and which flags it needs here.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installWithApt, isDebianRoot } from './apt.mjs';
import { SetupFailure, say } from './report.mjs';
import { projectRoot } from './root.mjs';

const knownPaths = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** CHROMIUM_BIN or a known path; undefined when there is none. A CHROMIUM_BIN that names no file is refused. */
export function knownChromium() {
  const named = process.env.CHROMIUM_BIN;
  if (named && !existsSync(named))
    throw new SetupFailure(`CHROMIUM_BIN names ${named}, which does not exist.`);
  return named || (knownPaths[process.platform] ?? []).find((path) => existsSync(path));
}

/** Flags for every Chromium that this project starts. Chromium's own sandbox refuses to run as root. */
export function chromiumFlags() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  return [
    ...asRoot,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}

/** Finds Chromium or installs one, and leaves its path in CHROMIUM_BIN for the processes started from here. */
export async function ensureChromium() {
  const binary = knownChromium() ?? (await playwrightChromium()) ?? (await installChromium());
  process.env.CHROMIUM_BIN = binary;
  return binary;
}

async function installChromium() {
  if (isDebianRoot()) installWithApt(['chromium']);
  else downloadWithPlaywright();
  const binary = knownChromium() ?? (await playwrightChromium());
  if (binary) return binary;
  throw new SetupFailure('Chromium was installed but cannot be found: set CHROMIUM_BIN to its path.');
}

async function playwrightChromium() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

function downloadWithPlaywright() {
  say('downloading Chromium with Playwright (needed once, about 150 MB)');
  const cli = join(projectRoot, 'node_modules', 'playwright-core', 'cli.js');
  try {
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    throw new SetupFailure(
      'Chromium could not be downloaded. Install Chromium or Chrome and set CHROMIUM_BIN to its path.',
    );
  }
}
