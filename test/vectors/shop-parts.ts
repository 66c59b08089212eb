/** The plainest shop that a case can stand in: no taxes, one tier, one till. */
import type { BasketLine } from '../../shared/basket/basket.ts';
import { asBusinessDate, type BusinessDate } from '../../shared/kernel/business-date.ts';
import {
  asId,
  type CategoryId,
  type MemberId,
  type ProductId,
  type ProgrammeId,
  type TaxId,
  type TierId,
} from '../../shared/kernel/ids.ts';
import { epochMs, type Minor, minor, ONE_UNIT_MILLI } from '../../shared/kernel/units.ts';
import { PROGRAMME_SCHEMA, type Programme } from '../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';

export const NAMELESS = { ro: '', ru: '', en: '' };
export const NO_TAX = asId<TaxId>('none');
export const FIRST_DAY: BusinessDate = asBusinessDate('2026-01-15');
const ONLY_TIER = asId<TierId>('member');

export const plainProgramme = (parts: Partial<Programme>): Programme => ({
  schema: PROGRAMME_SCHEMA,
  id: asId<ProgrammeId>('case'),
  version: 1,
  name: NAMELESS,
  effectiveFrom: asBusinessDate('2000-01-01'),
  effectiveTo: null,
  currencyCode: 'MDL',
  point: { scale: 1, worthMinor: minor(0) },
  tiers: [{ id: ONLY_TIER, name: NAMELESS, from: 0 }],
  rules: [],
  ...parts,
});

export const plainMember = (parts: Partial<MemberRow> = {}): MemberRow => ({
  id: asId<MemberId>('m'),
  cardNumber: '2900000000018',
  label: 'M',
  tierId: ONLY_TIER,
  counters: { spendMinor: minor(0), visits: 0 },
  balances: [],
  asOf: 0,
  asOfMs: epochMs(0),
  ...parts,
});

export const emptySeen = (): Seen => ({
  lines: [],
  member: null,
  taxes: [],
  clock: { wallMs: epochMs(1_768_435_200_000), businessDate: FIRST_DAY, minute: 600 },
});

export const plainLine = (line: {
  readonly n: number;
  readonly sku: string;
  readonly unitPriceMinor: Minor;
  readonly tags?: readonly string[];
}): BasketLine => ({
  n: line.n,
  productId: asId<ProductId>(line.sku),
  code: line.sku,
  name: line.sku,
  categoryId: asId<CategoryId>('goods'),
  tags: line.tags ?? [],
  taxId: NO_TAX,
  unit: 'piece',
  unitPriceMinor: line.unitPriceMinor,
  quantityMilli: ONE_UNIT_MILLI,
});

export const balanceOf = (asset: MemberRow['balances'][number]['asset'], available: number) => ({
  asset,
  available,
  pending: 0,
  leased: 0,
  inReview: 0,
  expiring: [],
});
