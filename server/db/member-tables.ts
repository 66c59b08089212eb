import type { ColumnType, Generated } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId, TierId } from '../../shared/kernel/ids.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import type { MemberFacts } from '../members/facts.ts';

/** What the ledger knows of a member: nothing that tells who they are. */
export type MemberTable = {
  readonly id: MemberId;
  readonly company_id: CompanyId;
  readonly card_number: string;
  readonly tier_id: TierId;
  readonly spend_minor: Minor;
  readonly visits: number;
  readonly facts: ColumnType<MemberFacts, string | undefined, string>;
  readonly erased: Generated<boolean>;
  readonly change_no: Generated<number>;
};

/** Name and phone, sealed with the member's own data key. */
export type MemberIdentityTable = {
  readonly member_id: MemberId;
  readonly name_sealed: Buffer;
  readonly phone_sealed: Buffer;
  readonly birthday_sealed: Buffer | null;
};

/** The last review of a company's tiers: its day, and while it runs the last member reviewed. */
export type TierReviewTable = {
  readonly company_id: CompanyId;
  readonly reviewed_on: BusinessDate;
  readonly after_id: string | null;
};

/** The data key, wrapped by the key-encryption key of HQ's key file. Deleting it shreds the identity, backups included. */
export type MemberKeyTable = { readonly member_id: MemberId; readonly wrapped_key: Buffer };
