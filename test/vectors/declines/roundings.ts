/** Where a source rounds otherwise than once per reward (DSC-1) and the figures of the case make it matter. */
import { goodsParts, productsOf, taxesOf } from '../basket/goods.ts';
import { rulesOf } from '../basket/translate.ts';
import type { VectorProduct, VectorReward } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { hundredths } from '../format/numbers.ts';

const FULL = 10_000;

const rewardsOf = ({ programmes }: BasketCase): readonly VectorReward[] =>
  programmes.flatMap(({ rewards }) => rewards);

/** All percentages that a reward may come to, in hundredths of a percent. */
function percentsOf({ type, value }: VectorReward): readonly number[] {
  if (type === 'percent' && typeof value === 'number') return [hundredths(value)];
  if (Array.isArray(value)) return value.map((step) => hundredths(step.value));
  return [];
}

/** Tax on top makes parts of cents of its own, so the sum is taken in parts: price × (1 + tax) × percentage. All of a sum is that sum. */
function isWhole(product: VectorProduct, percent: number): boolean {
  if (percent === FULL) return true;
  const added = taxesOf([product]).reduce((sum, tax) => (tax.mode === 'added' ? sum + tax.rateBps : sum), 0);
  const priceMinor = goodsParts(product).unitPriceMinor;
  return (priceMinor * (FULL + added) * percent) % (FULL * FULL) === 0;
}

export function roundsByItself(each: BasketCase): boolean {
  return rewardsOf(each).some((reward) => {
    const isByUnit = reward.scope === 'each_unit';
    if (!isByUnit && reward.scope !== 'each_line') return false;
    const covered = productsOf(reward, each.products);
    if (!isByUnit && covered.length < 2) return false;
    return percentsOf(reward).some((percent) => covered.some((product) => !isWhole(product, percent)));
  });
}

export function roundsByTax(each: BasketCase): boolean {
  return rewardsOf(each).some((reward) => {
    const covered = productsOf(reward, each.products);
    const taxes = new Set(covered.map((product) => goodsParts(product).taxId));
    if (reward.scope !== 'order' || taxes.size < 2) return false;
    return percentsOf(reward).some((percent) => covered.some((product) => !isWhole(product, percent)));
  });
}

/** Automatic percentages of the same goods, each a discount of its own, before the last of which parts of cents remain. */
export function leavesPartsOfCents(each: BasketCase): boolean {
  const byItself = each.programmes.filter((programme) =>
    rulesOf(programme).every(({ code }) => code === undefined),
  );
  const percents = byItself
    .flatMap(({ rewards }) => rewards)
    .filter(({ type, apply, scope }) => type === 'percent' && apply === 'auto' && scope === 'items');
  return each.products.some((product) => {
    const own = percents.filter((reward) => productsOf(reward, [product]).length > 0);
    let left = goodsParts(product).unitPriceMinor as number;
    for (const reward of own.slice(0, -1)) {
      for (const percent of percentsOf(reward)) left = (left * (FULL - percent)) / FULL;
      if (!Number.isInteger(left)) return true;
    }
    return false;
  });
}
