/**
 * The programme: one versioned document that says what members earn, what goods cost them, and what their balances buy.
 * A sale names the version it used, and every later recomputation uses that version. An optional part that is absent
 * means what its docstring says; the compile step fills it in, so nothing behind it asks again.
 */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { CouponId, PartnerId, ProgrammeId } from '../../kernel/ids.ts';
import type { Localized } from '../../kernel/language.ts';
import type { Minor } from '../../kernel/units.ts';
import type { ProgrammeLimits } from './limits.ts';
import type { LotPolicies } from './lot-policy.ts';
import type { RedemptionPolicy } from './redemption-policy.ts';
import type { ReturnPolicy } from './return-policy.ts';
import type { Reward, Rule, StackGroup } from './rule.ts';
import type { Tier, TierPolicy } from './tiers.ts';

export const PROGRAMME_SCHEMA = 'puncta-programme/2';

export type Programme = {
  readonly schema: typeof PROGRAMME_SCHEMA;
  readonly id: ProgrammeId;
  readonly version: number;
  readonly name: Localized;
  readonly effectiveFrom: BusinessDate;
  readonly effectiveTo: BusinessDate | null;
  readonly currencyCode: string;
  readonly point: PointDefinition;
  /** Ascending by `from`; the first starts at 0. */
  readonly tiers: readonly Tier[];
  /** Absent: by spend over the whole membership, never downgraded. */
  readonly tierPolicy?: TierPolicy;
  readonly rules: readonly Rule[];
  /** What balances buy; absent: nothing but money off by `redemption`. */
  readonly rewards?: readonly Reward[];
  /** In the order in which they apply; groups that rules name and this list does not hold come last, by id. */
  readonly stackGroups?: readonly StackGroup[];
  readonly coupons?: readonly CouponDefinition[];
  readonly partners?: readonly Partner[];
  /** Absent: points cannot be spent as money off. */
  readonly redemption?: RedemptionPolicy;
  /** By asset; absent: at once, for ever. */
  readonly lots?: LotPolicies;
  readonly returns?: ReturnPolicy;
  readonly limits?: ProgrammeLimits;
  readonly labels?: Labels;
};

/**
 * What people call the things that ids name, in generated terms: goods in a form that stands in a list as well as
 * after "on …" (ro "la …"; ru «на …», so the plural where the two cases differ), everything else by its plain name.
 * Absent: the id stands there.
 */
export type Labels = { readonly [Kind in LabelKind]?: Readonly<Record<string, Localized>> };

export const LABEL_KINDS = [
  'products',
  'categories',
  'tags',
  'stamps',
  'tickets',
  'segments',
  'stores',
] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

export type PointDefinition = {
  /** The name of one and of many; absent: "point". */
  readonly name?: Localized;
  /** Fractions of a point that are kept: 1, 10 or 100. `Points` count these fractions. */
  readonly scale: 1 | 10 | 100;
  /** What one whole point is worth when spent. */
  readonly worthMinor: Minor;
};

/**
 * A coupon that rules may ask for (`when.coupon`). `shared` is a promo code that everybody may know; `personal` is a
 * right of one member, held as the asset `coupon:<id>` and used up by the sale; `bearer` is a signed paper that is
 * used up once, whoever brings it.
 */
export type CouponDefinition = {
  readonly id: CouponId;
  readonly name: Localized;
  readonly kind: 'shared' | 'personal' | 'bearer';
  /** What people type or scan for a shared coupon; upper and lower case are the same. */
  readonly code?: string;
};

/** A company that takes part: its goods are marked with it, and it may pay for what a rule gives. */
export type Partner = { readonly id: PartnerId; readonly name: Localized };
