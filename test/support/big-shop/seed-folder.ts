import { openHq } from '../../../server/app/open-hq.ts';
import { type BigShop, seedBigShop } from './seed-big-shop.ts';

/** Fills the database of a HQ that is running on this folder. */
export async function seedFolder(folder: string, shop: BigShop): Promise<void> {
  const opened = await openHq({ folder });
  try {
    await seedBigShop(opened.hq, shop);
  } finally {
    await opened.close();
  }
}
