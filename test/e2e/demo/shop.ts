/** The demo shop's processes: HQ, a virtual printer and a till, each of which can go away and come back. */
import { join } from 'node:path';
import { freePort } from '../../../build/free-port.ts';
import { launchTill, type RunningTill } from '../../../build/till/launch-till.ts';
import { type Driver, driveWindows } from '../../support/drive-window.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';
import { type HqProcess, startHq } from './hq-process.ts';
import { type TillRobot, tillRobot } from './till-robot.ts';

export type Shop = {
  readonly printer: VirtualPrinter;
  readonly hqFolder: string;
  readonly journalFile: string;
  readonly hq: () => HqProcess;
  readonly hqDown: () => Promise<void>;
  readonly hqUp: () => Promise<void>;
  readonly robot: () => TillRobot;
  /** A power cut of the till, and its start afterwards. */
  readonly restartTill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const VIEWPORT = { width: 1366, height: 768 };

export async function openShop(options: { folder: string; seed: number; language: string }): Promise<Shop> {
  const hqFolder = join(options.folder, 'hq');
  const userData = join(options.folder, 'till');
  const port = await freePort(0);
  const printer = await startVirtualPrinter({ widthCells: 48 });
  let hq: HqProcess | null = await startHq({ dataDir: hqFolder, port, seed: options.seed });
  const running = {
    till: null as RunningTill | null,
    driver: null as Driver | null,
    robot: null as TillRobot | null,
  };

  const startTill = async (): Promise<void> => {
    running.till = await launchTill({
      userData,
      hqUrl: `http://127.0.0.1:${port}`,
      printer: `tcp://127.0.0.1:${printer.port}`,
      lang: options.language,
      dev: true,
      headless: true,
      debugPort: 0,
    });
    running.driver = await driveWindows(running.till.debugUrl ?? '');
    const page = await running.driver.page('/index.html');
    await page.setViewportSize(VIEWPORT);
    running.robot = tillRobot(page);
  };
  const killTill = async (): Promise<void> => {
    await running.till?.kill();
    await running.driver?.close().catch(() => undefined);
  };
  await startTill();

  return {
    printer,
    hqFolder,
    journalFile: join(userData, 'journal.sqlite'),
    hq: () => present(hq, 'HQ'),
    async hqDown() {
      await hq?.stop();
      hq = null;
    },
    async hqUp() {
      hq ??= await startHq({ dataDir: hqFolder, port, seed: options.seed });
    },
    robot: () => present(running.robot, 'the till'),
    async restartTill() {
      await killTill();
      await startTill();
    },
    async close() {
      await running.driver?.close().catch(() => undefined);
      await running.till?.stop();
      await hq?.stop();
      await printer.close();
    },
  };
}

function present<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is not running`);
  return value;
}
