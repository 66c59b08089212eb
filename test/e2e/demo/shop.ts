/** The demo shop's processes: HQ, a virtual printer and a till, each of which can go away and come back. */
import { join } from 'node:path';
import { freePort } from '../../../build/free-port.ts';
import { launchTill, type RunningTill } from '../../../build/till/launch-till.ts';
import type { TillOptions } from '../../../build/till/till-options.ts';
import { type Driver, driveWindows } from '../../support/drive-window.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';
import { type HqProcess, startHq } from './hq-process.ts';
import { type TillRobot, tillRobot } from './till-robot.ts';

export type Shop = {
  readonly printer: VirtualPrinter;
  readonly language: string;
  readonly hqFolder: string;
  readonly userData: string;
  readonly journalFile: string;
  readonly hq: () => HqProcess;
  readonly hqDown: () => Promise<void>;
  readonly hqUp: () => Promise<void>;
  readonly till: () => RunningTill;
  readonly robot: () => TillRobot;
  readonly startTill: (changes?: TillChanges) => Promise<void>;
  /** The end of a working day. */
  readonly stopTill: () => Promise<void>;
  /** A power cut of the till, and its start afterwards. */
  readonly restartTill: (changes?: TillChanges) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TillChanges = Partial<Pick<TillOptions, 'lang' | 'env' | 'moreArguments' | 'userData'>>;

export type ShopOptions = {
  readonly folder: string;
  readonly seed: number;
  readonly language: string;
  /** Where the till keeps its files, if not below `folder`. */
  readonly userData?: string;
  /** More of HQ's environment. */
  readonly hqEnv?: Readonly<Record<string, string>>;
  /** How the till is started for the first time. */
  readonly firstStart?: TillChanges;
  /** What stands between the till and HQ or printer: given their port, it answers the one that the till uses. */
  readonly wayToHq?: (port: number) => Promise<number>;
  readonly wayToPrinter?: (port: number) => Promise<number>;
};

/** Many tills on one machine do without a ballast each. */
const NO_BALLAST = ['--disk-limits=1024,300,0,2048'];
const VIEWPORT = { width: 1366, height: 768 };

export async function openShop(options: ShopOptions): Promise<Shop> {
  const hqFolder = join(options.folder, 'hq');
  const userData = options.userData ?? join(options.folder, 'till');
  const port = await freePort(0);
  const printer = await startVirtualPrinter({ widthCells: 48 });
  const { seed, hqEnv: env = {} } = options;
  let hq: HqProcess | null = await startHq({ dataDir: hqFolder, port, seed, env });
  const hqPort = (await options.wayToHq?.(port)) ?? port;
  const printerPort = (await options.wayToPrinter?.(printer.port)) ?? printer.port;
  const running = {
    till: null as RunningTill | null,
    driver: null as Driver | null,
    robot: null as TillRobot | null,
  };

  const startTill = async (changes: TillChanges = {}): Promise<void> => {
    running.till = await launchTill({
      userData,
      hqUrl: `http://127.0.0.1:${hqPort}`,
      printer: `tcp://127.0.0.1:${printerPort}`,
      lang: options.language,
      dev: true,
      headless: true,
      debugPort: 0,
      moreArguments: NO_BALLAST,
      ...changes,
    });
    running.driver = await driveWindows(running.till.debugUrl ?? '');
    const page = await running.driver.page('/index.html');
    await page.setViewportSize(VIEWPORT);
    running.robot = tillRobot(page);
  };
  const letGo = (): Promise<unknown> | undefined => running.driver?.close().catch(() => undefined);
  const end = async (): Promise<void> => {
    await letGo();
    await running.till?.stop();
    await hq?.stop();
    await printer.close();
  };
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => (closed ??= end());
  await startTill(options.firstStart).catch(async (cause: unknown) => {
    await close();
    throw cause;
  });

  return {
    printer,
    language: options.language,
    hqFolder,
    userData,
    journalFile: join(userData, 'journal.sqlite'),
    hq: () => present(hq, 'HQ'),
    async hqDown() {
      await hq?.stop();
      hq = null;
    },
    async hqUp() {
      hq ??= await startHq({ dataDir: hqFolder, port, seed, env });
    },
    till: () => present(running.till, 'the till'),
    robot: () => present(running.robot, 'the till'),
    startTill,
    async stopTill() {
      await letGo();
      await running.till?.stop();
    },
    async restartTill(changes) {
      await running.till?.kill();
      await letGo();
      await startTill(changes);
    },
    close,
  };
}

function present<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is not running`);
  return value;
}
