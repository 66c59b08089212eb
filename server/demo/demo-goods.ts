/** The demo shop's goods: real names and EAN-13 from data/demo/products.csv, prices made up from a fixed seed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../../shared/catalog/product.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { minor } from '../../shared/kernel/units.ts';
import { isEan13 } from '../../shared/scan/ean13.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const PRICE_SEED = 20_250_101;

type Shelf = {
  /** In lei, from the cheapest to the dearest. */
  readonly lei: readonly [number, number];
  readonly tax: 'A' | 'B';
  readonly tags: readonly string[];
};

const SHELVES: Readonly<Record<string, Shelf>> = {
  alcohol: { lei: [22, 180], tax: 'A', tags: ['alcohol'] },
  bread: { lei: [7, 28], tax: 'B', tags: [] },
  dairy: { lei: [12, 78], tax: 'B', tags: [] },
  drinks: { lei: [9, 42], tax: 'A', tags: [] },
  fish: { lei: [25, 140], tax: 'A', tags: [] },
  frozen: { lei: [14, 95], tax: 'A', tags: [] },
  'fruit-veg': { lei: [12, 60], tax: 'A', tags: [] },
  grocery: { lei: [8, 85], tax: 'A', tags: [] },
  household: { lei: [7, 8], tax: 'A', tags: [] },
  meat: { lei: [19, 165], tax: 'A', tags: [] },
  snacks: { lei: [7, 55], tax: 'A', tags: [] },
  sweets: { lei: [9, 90], tax: 'A', tags: [] },
  'tea-coffee': { lei: [18, 150], tax: 'A', tags: [] },
  tobacco: { lei: [49, 72], tax: 'A', tags: ['tobacco'] },
};

/** Goods no catalogue of food has; codes are in-store ones (GS1 prefix 20, or a PLU for loose goods). */
const OWN_GOODS = [
  { code: '2000000000015', name: 'Țigări Codru lungi', category: 'tobacco', unit: 'piece' },
  { code: '2000000000022', name: 'Сигареты Дойна', category: 'tobacco', unit: 'piece' },
  { code: '2000000000039', name: 'Pungă de hârtie', category: 'household', unit: 'piece' },
  { code: '4011', name: 'Banane, vrac', category: 'fruit-veg', unit: 'kilogram' },
  { code: '4016', name: 'Mere Golden, vrac', category: 'fruit-veg', unit: 'kilogram' },
  { code: '4072', name: 'Cartofi, vrac', category: 'fruit-veg', unit: 'kilogram' },
  { code: '4664', name: 'Помидоры, вес', category: 'fruit-veg', unit: 'kilogram' },
] as const;

export function demoGoods(): readonly Product[] {
  const random = seededRandom(PRICE_SEED);
  const listed = readCatalogue().map((row) => ({ ...row, unit: 'piece' as const }));
  return [...listed, ...OWN_GOODS].map(({ code, name, category, unit }) => {
    const shelf = SHELVES[category];
    assert(shelf, `no shelf for ${category}`);
    return {
      id: asId(`p-${code}`),
      code,
      name,
      categoryId: asId(category),
      tags: shelf.tags,
      priceMinor: priceFor(shelf, random),
      taxId: asId(shelf.tax),
      unit,
    };
  });
}

type Row = { readonly code: string; readonly name: string; readonly category: string };

function readCatalogue(): readonly Row[] {
  const file = join(import.meta.dirname, '../../data/demo/products.csv');
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [, code, quoted, plain, category] = ROW.exec(line) ?? [];
    assert(code && category && isEan13(code), `no row of the demo catalogue: ${line}`);
    return { code, name: quoted ?? plain ?? '', category };
  });
}

const ROW = /^(\d{13}),(?:"([^"]*)"|([^,]*)),[A-Z]{2},([a-z-]+)$/;

/** Prices end in .00, .50 or .90, the cheaper half of a shelf being the fuller one. */
function priceFor({ lei: [from, to] }: Shelf, random: SeededRandom): Product['priceMinor'] {
  const span = to - from + 1;
  const lei = from + Math.min(random.below(span), random.below(span));
  const bani = lei === to ? 0 : random.pick([0, 50, 50, 90]);
  return minor(Math.max(650, lei * 100 + bani));
}
