declare const id: unique symbol;
type Id<Name extends string> = string & { readonly [id]: Name };

export type CompanyId = Id<'Company'>;
export type StoreId = Id<'Store'>;
export type TillId = Id<'Till'>;
export type CashierId = Id<'Cashier'>;
export type MemberId = Id<'Member'>;
export type ProductId = Id<'Product'>;
export type CategoryId = Id<'Category'>;
export type TaxId = Id<'Tax'>;
export type TierId = Id<'Tier'>;
export type RuleId = Id<'Rule'>;
export type CouponId = Id<'Coupon'>;
/** A company of a coalition, as programmes name it. */
export type PartnerId = Id<'Partner'>;
export type ProgrammeId = Id<'Programme'>;
/** Whose balance it is: a member's, or a gift card's own. */
export type OwnerId = MemberId | `card:${string}`;
export type LeaseId = Id<'Lease'>;
export type IntentId = Id<'Intent'>;
export type ShiftId = Id<'Shift'>;
/** UUIDv7 of an entry. A sale's is its basket's, so one basket cannot be committed twice (protocol.md section 3). */
export type EntryId = Id<'Entry'>;
/** `entryId#n`: one effect of one entry. */
export type EffectId = `${string}#${number}`;

/** Names an id that came through a validated boundary or was just made. */
export const asId = <T extends Id<string>>(text: string): T => text as T;
