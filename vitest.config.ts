import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, type UserWorkspaceConfig, type ViteUserConfigExport } from 'vitest/config';
import { chromiumFlags, knownChromium } from './build/setup/chromium.mjs';

const tests = 'test/**/*.test.{ts,tsx}';
const browserTests = 'test/**/*.browser.test.{ts,tsx}';
const endToEndTests = 'test/{e2e,fire}/**/*.test.ts';
const longTests = 'test/long/**/*.test.ts';
// Long campaigns that only compute: no process, no window, no disk, so they share the machine with each other.
const longPureTests = 'test/long/{engine,sim}-*.test.ts';

// One real PostgreSQL for a whole run; files make their databases from its template. A run that reads sources
// only (npm run check) does without.
const postgres = join(import.meta.dirname, 'test/support/postgres/global-setup.ts');
const needsPostgres = process.env['PUNCTA_WITHOUT_POSTGRES'] === undefined && existsSync(postgres);

// Groups run one after the other: windows and processes get the machine to themselves.
const node = {
  test: {
    name: 'node',
    environment: 'node',
    include: [tests],
    exclude: [...configDefaults.exclude, browserTests, endToEndTests, longTests],
    // Otherwise one core is kept for vitest itself: on two cores, half of the machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: 0 },
  },
} satisfies UserWorkspaceConfig;

const browser = {
  plugins: [react()],
  test: {
    name: 'browser',
    include: [browserTests],
    // A busy machine draws late; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    sequence: { groupOrder: 1 },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1366, height: 768 },
      provider: playwright({ launchOptions: { ...executable(), args: chromiumFlags() } }),
      instances: [{ browser: 'chromium' }],
    },
  },
} satisfies UserWorkspaceConfig;

const endToEnd = {
  test: {
    name: 'e2e',
    environment: 'node',
    include: [endToEndTests],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    sequence: { groupOrder: 2 },
  },
} satisfies UserWorkspaceConfig;

const longPure = {
  test: {
    name: 'long-pure',
    environment: 'node',
    include: [longPureTests],
    maxWorkers: '100%',
    testTimeout: 1_800_000,
    sequence: { groupOrder: 3 },
  },
} satisfies UserWorkspaceConfig;

const long = {
  test: {
    name: 'long',
    environment: 'node',
    include: [longTests],
    exclude: [...configDefaults.exclude, longPureTests],
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 90_000,
    sequence: { groupOrder: 4 },
  },
} satisfies UserWorkspaceConfig;

function executable(): { executablePath?: string } {
  const path = knownChromium();
  return path === undefined ? {} : { executablePath: path };
}

const config = {
  test: {
    globalSetup: needsPostgres ? [postgres] : [],
    // A run that finds nothing has gone wrong where nobody is looking.
    passWithNoTests: process.env['CI'] === undefined,
    projects: [node, browser, endToEnd, longPure, long],
  },
} satisfies ViteUserConfigExport;

// Vitest reads its configuration from the default export.
export default config;
