/** One till of the demo shop with a window that is driven: started, stopped, and cut off as by a power cut. */
import { join } from 'node:path';
import { launchTill, type RunningTill } from '../../../build/till/launch-till.ts';
import type { TillOptions } from '../../../build/till/till-options.ts';
import { type Driver, driveWindows } from '../../support/drive-window.ts';
import { type TillRobot, tillRobot } from './till-robot.ts';

export type ShopTill = {
  readonly userData: string;
  readonly journalFile: string;
  readonly till: () => RunningTill;
  readonly robot: () => TillRobot;
  readonly startTill: (changes?: TillChanges) => Promise<void>;
  /** The end of a working day. */
  readonly stopTill: () => Promise<void>;
  /** A power cut of the till, and its start afterwards. */
  readonly restartTill: (changes?: TillChanges) => Promise<void>;
};

export type TillChanges = Partial<Pick<TillOptions, 'lang' | 'env' | 'moreArguments' | 'userData'>>;

export type ShopTillOptions = {
  readonly userData: string;
  readonly hqPort: number;
  readonly printerPort: number;
  readonly language: string;
};

/** Many tills on one machine do without a ballast each. */
const NO_BALLAST = ['--disk-limits=1024,300,0,2048'];
const VIEWPORT = { width: 1366, height: 768 };

/** Not started yet. */
export function shopTill({ userData, hqPort, printerPort, language }: ShopTillOptions): ShopTill {
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
      lang: language,
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
  return {
    userData,
    journalFile: join(userData, 'journal.sqlite'),
    till: () => present(running.till),
    robot: () => present(running.robot),
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
  };
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('the till is not running');
  return value;
}
