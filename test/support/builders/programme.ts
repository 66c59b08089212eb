import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  asId,
  type CategoryId,
  type ProgrammeId,
  type RuleId,
  type TierId,
} from '../../../shared/kernel/ids.ts';
import { bps, minor } from '../../../shared/kernel/units.ts';
import { PROGRAMME_SCHEMA, type Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';

const same = (text: string) => ({ ro: text, ru: text, en: text });

export const baseRule = (changes: Partial<Rule> = {}): Rule => ({
  id: asId<RuleId>('base'),
  name: same('Base'),
  when: {},
  on: { include: {}, exclude: { categories: [asId<CategoryId>('tobacco')] } },
  from: { sumMinor: minor(0) },
  give: {
    kind: 'earnPerMoney',
    rate: { amount: 1, perMinor: minor(1000) },
    rateByTier: [{ tierId: asId<TierId>('silver'), amount: 12, perMinor: minor(10_000) }],
  },
  ...changes,
});

export const doubleRule = (changes: Partial<Rule> = {}): Rule => ({
  id: asId<RuleId>('double'),
  name: same('Double'),
  when: {},
  on: { include: {}, exclude: {} },
  from: { sumMinor: minor(40_000) },
  give: { kind: 'earnMultiplier', factorBps: bps(20_000) },
  ...changes,
});

export const programme = (changes: Partial<Programme> = {}): Programme => ({
  schema: PROGRAMME_SCHEMA,
  id: asId<ProgrammeId>('test'),
  version: 1,
  name: same('Test'),
  effectiveFrom: asBusinessDate('2026-01-01'),
  effectiveTo: null,
  currencyCode: 'MDL',
  point: { scale: 1, worthMinor: minor(10) },
  tiers: [
    { id: asId<TierId>('bronze'), name: same('Bronze'), from: 0 },
    { id: asId<TierId>('silver'), name: same('Silver'), from: 100_000 },
    { id: asId<TierId>('gold'), name: same('Gold'), from: 500_000 },
  ],
  rules: [baseRule()],
  ...changes,
});
