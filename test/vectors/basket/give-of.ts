/** What a reward of a case gives, in our words. */
import { type Bps, bps, milli, minor } from '../../../shared/kernel/units.ts';
import type { DiscountGive, FreeGoodsGive, UnitPick } from '../../../shared/loyalty/programme/give.ts';
import type { VectorReward } from '../format/basket-schema.ts';
import { hundredths, money } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';
import { productId } from './goods.ts';

export function discountOf(reward: VectorReward, bought: number | null): DiscountGive {
  const cap = reward.cap === undefined ? {} : { capMinor: money(reward.cap) };
  switch (reward.type) {
    case 'percent':
      return { kind: 'percentOff', percentBps: percentOf(reward), ...unitsOf(reward, bought), ...cap };
    case 'amount':
      return amountOf(reward, bought);
    case 'amount_per_unit':
      return { kind: 'amountOffEach', amountMinor: sumOf(reward), ...unitsOf(reward, bought), ...cap };
    case 'first_then_additional':
      return {
        kind: 'amountOffEach',
        amountMinor: money(reward.first ?? ''),
        furtherMinor: money(reward.additional ?? ''),
        units: { pick: 'each', ...(reward.max_items === undefined ? {} : { count: reward.max_items }) },
      };
    case 'amount_per_unit_in_full_groups':
      return {
        kind: 'amountOffEach',
        amountMinor: sumOf(reward),
        units: { pick: 'dearest', groupOf: need(reward, reward.group) },
      };
    case 'percent_by_order_amount':
      return {
        kind: 'receiptBreaks',
        steps: stepsOf(reward).map(({ from, value }) => ({
          fromMinor: minor(hundredths(from)),
          percentBps: bps(hundredths(value)),
        })),
      };
    case 'percent_by_eligible_qty':
      return {
        kind: 'quantityBreaks',
        steps: stepsOf(reward).map(({ from, value }) => ({
          fromMilli: milli(from * 1000),
          percentBps: bps(hundredths(value)),
        })),
      };
    case 'amount_per_point':
    case 'free_item':
      throw new Untranslatable(`${reward.id} is no discount`);
  }
}

export function freeGoodsOf(reward: VectorReward, forEvery: FreeGoodsGive['forEvery']): FreeGoodsGive {
  const items = reward.items ?? [need(reward, reward.item)];
  return {
    kind: 'freeGoods',
    mode: reward.free_mode === 'one_of_the_units' ? 'unit' : 'extra',
    goods: { products: items.map(productId) },
    units: reward.qty ?? 1,
    ...(forEvery ? { forEvery } : {}),
  };
}

/** Off the whole order or off named goods it is one sum; off lines and units it is so much from each unit. */
function amountOf(reward: VectorReward, bought: number | null): DiscountGive {
  const amountMinor = sumOf(reward);
  const whole = reward.scope === undefined || reward.scope === 'order' || reward.scope === 'items';
  if (!whole) {
    const cap = reward.cap === undefined ? {} : { capMinor: money(reward.cap) };
    return { kind: 'amountOffEach', amountMinor, ...unitsOf(reward, bought), ...cap };
  }
  if (reward.cap === undefined) return { kind: 'amountOff', amountMinor };
  return { kind: 'amountOff', amountMinor: minor(Math.min(amountMinor, money(reward.cap))) };
}

/** Absent: everything that is covered. `bought`: so many units that must be bought beside those reduced. */
function unitsOf(reward: VectorReward, bought: number | null): { readonly units?: UnitPick } {
  switch (reward.scope) {
    case 'cheapest':
      return { units: { pick: 'cheapest', count: 1 } };
    case 'items_units':
      return {
        units: {
          pick: reward.pick === 'dearest_first' ? 'dearest' : 'cheapest',
          count: need(reward, reward.units),
          ...(bought === null ? {} : { buy: bought }),
        },
      };
    case 'each_line':
      return reward.max_units === undefined ? {} : { units: { pick: 'each', count: reward.max_units } };
    case 'order':
    case 'items':
    case 'each_unit':
    case undefined:
      return {};
  }
}

function percentOf(reward: VectorReward): Bps {
  if (typeof reward.value !== 'number') throw new Untranslatable(`${reward.id} has no percentage`);
  return bps(hundredths(reward.value));
}

export function sumOf(reward: VectorReward) {
  if (typeof reward.value !== 'string') throw new Untranslatable(`${reward.id} has no sum`);
  return money(reward.value);
}

function stepsOf({ id, value }: VectorReward) {
  if (!Array.isArray(value)) throw new Untranslatable(`${id} has no steps`);
  return value;
}

function need<T>({ id }: VectorReward, value: T | undefined): T {
  if (value === undefined) throw new Untranslatable(`${id} lacks a figure`);
  return value;
}
