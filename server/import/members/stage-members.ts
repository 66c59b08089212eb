/** Compares a batch of members with those that HQ has, and stages new and changed ones with their identity sealed. */
import { sql, type Transaction } from 'kysely';
import { assert } from '../../../shared/kernel/assert.ts';
import { businessDateOf } from '../../../shared/kernel/business-date.ts';
import type { CompanyId, MemberId, TierId } from '../../../shared/kernel/ids.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { sameJson } from '../../../shared/kernel/same-json.ts';
import { type EpochMs, minor } from '../../../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Birthday } from '../../../shared/loyalty/seen/member.ts';
import { tierForSpend } from '../../../shared/loyalty/tier/tier.ts';
import { pooledRandomBytes } from '../../crypto/random-pool.ts';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import type { Hq } from '../../hq.ts';
import {
  type Identity,
  openIdentity,
  resealIdentity,
  type SealedIdentity,
  sealIdentity,
} from '../../members/identity.ts';
import type { Outcome, Placed } from '../run/import-kind.ts';
import type { ImportedMember } from './member-row.ts';

type Trx = Transaction<Database>;

export type MemberStaging = {
  readonly hq: Pick<Hq, 'keys' | 'nowMs'>;
  readonly company: CompanyId;
  readonly programme: Programme;
};

type Known = SealedIdentity & {
  readonly id: MemberId;
  readonly company_id: CompanyId;
  readonly erased: boolean;
};

type Staged = SealedIdentity & {
  readonly n: number;
  readonly is_new: boolean;
  readonly id: MemberId;
  readonly company_id: CompanyId;
  readonly card_number: string;
  readonly tier_id: TierId | '';
  readonly spend_minor: number;
  readonly visits: number;
  readonly facts: string;
};

const COLUMNS = {
  n: 'bigint',
  is_new: 'boolean',
  id: 'text',
  company_id: 'text',
  card_number: 'text',
  tier_id: 'text',
  spend_minor: 'bigint',
  visits: 'int',
  wrapped_key: 'bytea',
  name_sealed: 'bytea',
  phone_sealed: 'bytea',
  birthday_sealed: 'bytea',
  facts: 'jsonb',
} as const;

export async function createMemberStage(trx: Trx): Promise<void> {
  await sql`CREATE TEMP TABLE import_member (n bigint NOT NULL, is_new boolean NOT NULL, id text NOT NULL,
    company_id text NOT NULL, card_number text NOT NULL, tier_id text NOT NULL, spend_minor bigint NOT NULL,
    visits int NOT NULL, wrapped_key bytea NOT NULL, name_sealed bytea NOT NULL, phone_sealed bytea NOT NULL, birthday_sealed bytea,
    facts jsonb NOT NULL) ON COMMIT DROP`.execute(trx);
}

export async function stageMembers(
  trx: Trx,
  rows: readonly Placed<ImportedMember>[],
  staging: MemberStaging,
): Promise<readonly Outcome[]> {
  if (rows.length === 0) return [];
  const cards = rows.map(({ row }) => row.card);
  const known = await loadKnown(trx, cards);
  const staged: Staged[] = [];
  const outcomes = rows.map(({ n, row }): Outcome => {
    const old = known.get(row.card);
    if (!old) {
      staged.push({ n, is_new: true, ...newMember(row, staging) });
      return { action: 'added' };
    }
    const refusal = unusable(old, staging.company);
    if (refusal !== null) return { faults: [{ field: 'card', reason: refusal }] };
    const identity = openIdentity(staging.hq.keys, old.id, old);
    const said = saidOf(row, identity, staging);
    if (sameJson(said, identity)) return { action: 'same' };
    const sealed = resealIdentity(staging.hq.keys, old.id, { wrapped_key: old.wrapped_key, ...said });
    staged.push({
      n,
      is_new: false,
      ...KEPT,
      id: old.id,
      company_id: old.company_id,
      card_number: row.card,
      ...sealed,
    });
    return { action: 'changed' };
  });
  if (staged.length > 0)
    await sql`INSERT INTO import_member SELECT * FROM unnest(${columnArrays(COLUMNS, staged)})`.execute(trx);
  return outcomes;
}

/** A known member's own history is not touched. */
const KEPT = { tier_id: '', spend_minor: 0, visits: 0, facts: '{}' } as const;

/** What a file leaves out stays; a birthday counts as known from the day of the import that tells another one. */
function saidOf(row: ImportedMember, known: Required<Identity>, { hq }: MemberStaging): Required<Identity> {
  const { name = known.name, phone = known.phone, birthday } = row;
  const isNew = birthday !== undefined && birthday !== known.birthday?.monthDay;
  return { name, phone, birthday: isNew ? toldOn(birthday, hq.nowMs()) : known.birthday };
}

const toldOn = (monthDay: string, nowMs: EpochMs): Birthday => ({
  monthDay,
  knownSince: businessDateOf(nowMs, 'UTC'),
});

async function loadKnown(trx: Trx, cards: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await sql<Known & { readonly card_number: string }>`
    SELECT m.id, m.company_id, m.erased, m.card_number, k.wrapped_key, i.name_sealed, i.phone_sealed, i.birthday_sealed
    FROM member m LEFT JOIN member_key k ON k.member_id = m.id LEFT JOIN member_identity i ON i.member_id = m.id
    WHERE m.card_number = ANY(${cards})`.execute(trx);
  return new Map(rows.map((row) => [row.card_number, row]));
}

/** A card names one member in the whole HQ, and for ever. */
function unusable({ company_id, erased, wrapped_key }: Known, company: CompanyId): string | null {
  if (company_id !== company) return 'belongs to another company in this HQ';
  return erased || !wrapped_key ? 'was a member who has been erased; it is not given again' : null;
}

function newMember(
  { card, name = '', phone = '', birthday, spendMinor = 0, visits = 0, tierId, segments }: ImportedMember,
  { hq, company, programme }: MemberStaging,
): Omit<Staged, 'n' | 'is_new'> {
  const id = asId<MemberId>(uuidV7(hq.nowMs(), pooledRandomBytes(UUID_RANDOM_BYTES)));
  const tier = tierForSpend(programme, minor(spendMinor));
  assert(tier, 'the first tier starts at 0');
  return {
    id,
    company_id: company,
    card_number: card,
    tier_id: tierId ?? tier.id,
    spend_minor: spendMinor,
    visits,
    facts: JSON.stringify(segments ? { segments } : {}),
    ...sealIdentity(hq.keys, id, {
      name,
      phone,
      birthday: birthday === undefined ? null : toldOn(birthday, hq.nowMs()),
    }),
  };
}
