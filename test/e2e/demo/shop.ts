/** The demo shop's processes: HQ, a virtual printer and a till, each of which can go away and come back. */
import { join } from 'node:path';
import { freePort } from '../../../build/free-port.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../support/virtual-printer/virtual-printer.ts';
import { type HqProcess, startHq } from './hq-process.ts';
import { type ShopTill, shopTill, type TillChanges } from './shop-till.ts';

export type Shop = ShopTill & {
  readonly printer: VirtualPrinter;
  readonly language: string;
  readonly hqFolder: string;
  readonly hqPort: number;
  readonly hq: () => HqProcess;
  readonly hqDown: () => Promise<void>;
  readonly hqUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

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

export async function openShop(options: ShopOptions): Promise<Shop> {
  const hqFolder = join(options.folder, 'hq');
  const userData = options.userData ?? join(options.folder, 'till');
  const hqPort = await freePort(0);
  const printer = await startVirtualPrinter({ widthCells: 48 });
  const { seed, language, hqEnv: env = {} } = options;
  let hq: HqProcess | null = await startHq({ dataDir: hqFolder, port: hqPort, seed, env });
  const till = shopTill({
    userData,
    hqPort: (await options.wayToHq?.(hqPort)) ?? hqPort,
    printerPort: (await options.wayToPrinter?.(printer.port)) ?? printer.port,
    language,
  });
  const end = async (): Promise<void> => {
    await till.stopTill();
    await hq?.stop();
    await printer.close();
  };
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => (closed ??= end());
  await till.startTill(options.firstStart).catch(async (cause: unknown) => {
    await close();
    throw cause;
  });

  return {
    ...till,
    printer,
    language,
    hqFolder,
    hqPort,
    hq: () => {
      if (hq === null) throw new Error('HQ is not running');
      return hq;
    },
    async hqDown() {
      await hq?.stop();
      hq = null;
    },
    async hqUp() {
      hq ??= await startHq({ dataDir: hqFolder, port: hqPort, seed, env });
    },
    close,
  };
}
