import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../build/project-root.ts';
import { cardNumber } from '../../../server/demo/demo-members.ts';

const CARDS = 200;

/** Codes of the demo shop's goods and its members' cards, as a cashier could scan them. */
export function readShopGoods(): { readonly codes: readonly string[]; readonly cards: readonly string[] } {
  const [, ...rows] = readFileSync(join(projectRoot, 'data/demo/products.csv'), 'utf8').trim().split('\n');
  return {
    codes: rows.map((row) => row.slice(0, row.indexOf(','))),
    cards: Array.from({ length: CARDS }, (_, index) => cardNumber(index + 1)),
  };
}
