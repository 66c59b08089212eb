/** The demo shop for one test file: opened before its tests, closed after them, with what they keep asking of it. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../build/project-root.ts';
import { openShop, type Shop, type ShopOptions } from '../../e2e/demo/shop.ts';

export const ANA = 'c-ana';
export const ION = 'c-ion';
export const FLOAT_LEI = 500;
export const SHOP_SEED = 20_261_122;

const screens = join(projectRoot, 'out', 'screens', 'e2e');

export type TestShop = Shop & {
  readonly pin: (cashierId: string) => string;
  readonly enrol: () => Promise<void>;
  /** Signed in with an open shift; enrolled first where that is still to be done. */
  readonly openForSelling: () => Promise<void>;
  readonly shoot: (name: string) => Promise<void>;
};

export async function openTestShop(options: Partial<ShopOptions> = {}): Promise<TestShop> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-shop-'));
  // As root, the database belongs to a user of its own, who must be able to get there.
  chmodSync(folder, 0o755);
  mkdirSync(screens, { recursive: true });
  const shop = await openShop({ folder, seed: SHOP_SEED, language: 'ro', ...options });
  // A HQ that comes back tells no PINs: they were shown once.
  const pins = shop.hq().pins;
  const code = shop.hq().enrolmentCode ?? '';
  const enrol = (): Promise<void> => shop.robot().enrol(code);
  return {
    ...shop,
    pin: (cashierId) => pins.get(cashierId) ?? '',
    enrol,
    openForSelling: async () => {
      await enrol();
      await shop.robot().signIn(ANA, pins.get(ANA) ?? '');
      await shop.robot().openShift(FLOAT_LEI);
    },
    shoot: (name) => shop.robot().screenshot(join(screens, `${name}.png`)),
    close: async () => {
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
