/** `npm start` as somebody meets it who has just cloned the project, in a home that nobody else may enter. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBundles } from '../../build/bundle/ensure-bundles.ts';
import { freePort } from '../../build/free-port.ts';
import { driveWindows } from '../support/drive-window.ts';
import { programsNaming } from '../support/processes.ts';
import { type Display, openDisplay } from '../support/start/display.ts';
import { npmStart, projectInClosedHome, type Started } from '../support/start/newcomer.ts';
import { readShopGoods } from './demo/shop-goods.ts';
import { type TillRobot, tillRobot } from './demo/till-robot.ts';

const CASHIER = 'c-ana';
const [first = '', second = ''] = readShopGoods().codes;

let home = '';
let project = '';
let display: Display;
let env: NodeJS.ProcessEnv;
let debugPort = 0;
let pin = '';
let running: Started | null = null;

beforeAll(async () => {
  await ensureBundles();
  ({ home, project } = projectInClosedHome());
  display = await openDisplay();
  debugPort = await freePort();
  const { LANG: _lang, LC_ALL: _all, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  env = { ...rest, ...display.env, MINI_ELECTRON_DEBUG_PORT: String(debugPort) };
});
afterAll(async () => {
  await running?.kill('everything');
  await display.close();
  removeCluster();
  rmSync(home, { recursive: true, force: true });
});

/** Resolves when the shop is open, to the till's window. */
async function start(): Promise<TillRobot> {
  running = npmStart({ project, args: ['--lang', 'en'], env });
  await running.line(/^Close the till or press Ctrl\+C/);
  await untilItListens();
  const driver = await driveWindows(`http://127.0.0.1:${debugPort}`);
  return tillRobot(await driver.page('/index.html'));
}

async function untilItListens(): Promise<void> {
  const url = `http://127.0.0.1:${debugPort}/json/version`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
}

async function said(pattern: RegExp): Promise<string> {
  return (await running?.line(pattern))?.[1] ?? '';
}

/** Reads what the paper's page is told until it says this. */
async function paperShows(paperUrl: string, text: string): Promise<void> {
  const { body } = await fetch(`${paperUrl}/events`);
  let told = '';
  for await (const bytes of body ?? []) {
    told += Buffer.from(bytes).toString();
    if (told.includes(text)) return;
  }
  throw new Error(`the paper ended without ${text}`);
}

test('opens HQ, printer, paper and till, and tells all that is needed to sell', async () => {
  const till = await start();
  const code = await said(/^The till asks for an enrolment code the first time: (\S+)$/);
  pin = await said(/^PIN of cashier c-ana: (\d{6})$/);
  const hq = await said(/^Head office: (http:\S+)$/);
  const paper = await said(/its paper: (http:\S+)$/);
  expect((await fetch(`${hq}/health`)).status).toBe(200);
  expect((await fetch(paper)).status).toBe(200);
  await till.enrol(code);
  await till.signIn(CASHIER, pin);
  await till.openShift(100);
  await till.scan(first);
  await till.pay('exact');
  await expect.poll(async () => (await till.hqState()).unsent, { timeout: 20_000 }).toBe(0);
  await paperShows(paper, 's-centru-1-1-');
  await till.scan(second);
});

test('JRN-5 opens again after kill -9 of the starter alone: what it left running is ended first', async () => {
  await running?.kill('starter');
  const till = await start();
  expect(running?.lines.join('\n')).toContain('An earlier run was cut off');
  await till.signIn(CASHIER, pin);
  await expect.poll(() => till.lines()).toEqual([second]);
});

test('opens again after kill -9 of everything: the database that runs on is taken over', async () => {
  await running?.kill('everything');
  expect(programsNaming(clusterFolder())).not.toEqual([]);
  const till = await start();
  await till.signIn(CASHIER, pin);
  await expect.poll(() => till.lines()).toEqual([second]);
  await till.pay('over');
  await expect.poll(async () => (await till.hqState()).unsent, { timeout: 20_000 }).toBe(0);
});

test('Ctrl+C ends every program of it', async () => {
  expect(await running?.stop()).toBe(0);
  running = null;
  expect(programsNaming(home)).toEqual([]);
  expect(programsNaming(clusterFolder())).toEqual([]);
});

test('without a display it says so, plays the demo day, and can be stopped', async () => {
  const { DISPLAY: _display, ...without } = env;
  const played = npmStart({ project, env: without });
  await played.line(/^There is no display here, so the demo day is played without windows/);
  await played.line(/^A cashier's day: \d+ baskets/);
  await played.stop();
  expect(programsNaming(project)).toEqual([]);
});

function clusterFolder(): string {
  const { cluster } = JSON.parse(readFileSync(join(project, '.data/hq/postgres.json'), 'utf8')) as {
    cluster: string;
  };
  return cluster.startsWith('/') ? cluster : join(project, '.data/hq', cluster);
}

/** As root its files had to go outside the closed home. */
function removeCluster(): void {
  const folder = clusterFolder();
  if (folder.startsWith('/var/lib/puncta/clusters/')) rmSync(folder, { recursive: true, force: true });
}
