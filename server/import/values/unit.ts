import type { SaleUnit } from '../../../shared/catalog/product.ts';
import { plainHeader } from '../columns/field.ts';
import { refused, taken, type Verdict } from './verdict.ts';

/** What goods are counted in at a till; numbers are those of the Russian classifier of units (796 piece, 166 kg). */
const PIECE = [
  ...['piece', 'pieces', 'pcs', 'pc', 'pce', 'each', 'ea', 'item', 'nmb', 'set', 'pack', 'bottle', 'box'],
  ...['buc', 'bucata', 'bucati', 'but', 'set', 'pachet', 'pach', 'cutie', 'sticla', 'borcan', 'pereche'],
  ...['шт', 'штука', 'штук', 'уп', 'упак', 'упаковка', 'пач', 'пачка', 'бут', 'бутылка', 'банка', 'бан'],
  ...['компл', 'комплект', 'набор', 'пар', 'пара', 'рул', 'рулон', 'кор', 'коробка', 'бл', 'блок', 'ящ'],
  ...['796', '778', '839', '715', '704', '736', '812', '868'],
];
const KILOGRAM = ['kilogram', 'kilograms', 'kilo', 'kg', 'kgm', 'кг', 'килограмм', 'кило', '166'];

const UNITS: ReadonlyMap<string, SaleUnit> = new Map([
  ...PIECE.map((word) => [plainHeader(word), 'piece'] as const),
  ...KILOGRAM.map((word) => [plainHeader(word), 'kilogram'] as const),
]);

export function readUnit(text: string): Verdict<SaleUnit> {
  const unit = UNITS.get(plainHeader(text));
  return unit
    ? taken(unit)
    : refused('is no known unit; allowed are piece (buc, шт …) and kilogram (kg, кг)');
}
