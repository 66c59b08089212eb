/**
 * Members as one store's tills may know them: no name, no phone, but the hashes by which that store finds them. Rows,
 * balances and `asOf` come from one snapshot, so a balance is true at exactly the log index it names (section 18).
 * LOD-5: names and phones are opened after the snapshot is closed and a few at a time, so that a page of a thousand holds
 * neither a connection nor HQ's thread.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import { epochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { type AccountKind, availableAccount } from '../../shared/posting/book/accounts.ts';
import { balanceKey } from '../../shared/posting/book/movement.ts';
import type { PullDocument } from '../../shared/protocol/pull.ts';
import type { Database } from '../db/tables.ts';
import { textArray } from '../db/text-array.ts';
import type { Hq } from '../hq.ts';
import { servedCounters, servedFacts } from '../members/facts.ts';
import { type Identity, openIdentity } from '../members/identity.ts';
import { memberLabel } from '../members/label.ts';
import { type PhoneHashes, phoneHasher } from '../members/phone-hmac.ts';
import { logTip } from '../posting/hq-log.ts';
import { lotTermsOf, type Terms } from './lot-terms-of.ts';
import type { Page, PageQuery } from './page.ts';
import { referral, referralsOf } from './referrals.ts';

type Trx = Transaction<Database>;

/** Two milliseconds of work. */
const MEMBERS_AT_ONCE = 64;

/** As read in one snapshot; who they are is still sealed. */
export type SealedPage = {
  readonly rows: MemberRows;
  readonly balances: ReadonlyMap<MemberId, readonly AccountRow[]>;
  readonly terms: ReadonlyMap<string, Terms>;
  /** How many newcomers those were rewarded for who brought members of this page. */
  readonly referrals: ReadonlyMap<MemberId, number>;
  readonly asOf: number;
};

export async function readMembers(trx: Trx, hq: Hq, query: PageQuery): Promise<SealedPage> {
  const { logIndex: asOf } = await logTip(trx, hq.keys.signing);
  const rows = await memberRows(trx, query);
  const ids = rows.map((row) => row.id);
  const balances = await balancesByMember(trx, ids);
  const terms = await lotTermsOf(trx, ids, businessDateOf(hq.nowMs(), query.timeZone));
  return { rows, balances, terms, referrals: await referralsOf(trx, rows), asOf };
}

export async function openMembers(
  hq: Hq,
  { store }: PageQuery,
  sealed: SealedPage,
): Promise<Page<'members'>> {
  const hashes = phoneHasher(hq.keys.storeKey(store));
  const asOfMs = epochMs(hq.nowMs());
  const documents: PullDocument<'members'>[] = [];
  for (let from = 0; from < sealed.rows.length; from += MEMBERS_AT_ONCE) {
    if (from > 0) await nextTurn();
    for (const row of sealed.rows.slice(from, from + MEMBERS_AT_ONCE)) {
      const identity = identityOf(hq, row);
      documents.push(memberDocument(row, { identity, hashes: hashes(identity.phone), asOfMs, sealed }));
    }
  }
  return { documents, last: sealed.rows.at(-1)?.change_no ?? null };
}

type Opened = {
  readonly identity: Identity;
  readonly hashes: PhoneHashes;
  readonly asOfMs: PullDocument<'members'>['asOfMs'];
  readonly sealed: SealedPage;
};

const memberDocument = (
  row: MemberRows[number],
  { identity, hashes, asOfMs, sealed }: Opened,
): PullDocument<'members'> => ({
  ...servedFacts(row.facts),
  ...(identity.birthday ? { birthday: identity.birthday } : {}),
  ...referral(row.facts, sealed.referrals),
  id: row.id,
  cardNumber: row.erased ? '' : row.card_number,
  label: memberLabel(identity),
  tierId: row.tier_id,
  counters: servedCounters(row.facts, { spendMinor: row.spend_minor, visits: row.visits }),
  balances: assetBalances(row.id, sealed.balances.get(row.id) ?? [], sealed.terms),
  asOf: sealed.asOf,
  asOfMs,
  ...hashes,
  _deleted: row.erased,
});

const memberRows = (trx: Trx, { company, after, limit, card }: PageQuery) =>
  trx
    .selectFrom('member')
    .leftJoin('member_identity', 'member_identity.member_id', 'member.id')
    .leftJoin('member_key', 'member_key.member_id', 'member.id')
    .selectAll('member')
    .select(['name_sealed', 'phone_sealed', 'birthday_sealed', 'wrapped_key'])
    .where('company_id', '=', company)
    .$if(card === null, (some) => some.where('change_no', '>', after))
    .$if(card !== null, (some) => some.where('card_number', '=', card ?? ''))
    .orderBy('change_no')
    .limit(limit)
    .execute();

type MemberRows = Awaited<ReturnType<typeof memberRows>>;

/** An erased member has no key any more, and then no name and no phone. */
function identityOf(hq: Hq, row: MemberRows[number]): Identity {
  const { id, name_sealed, phone_sealed, birthday_sealed, wrapped_key } = row;
  return name_sealed && phone_sealed && wrapped_key
    ? openIdentity(hq.keys, id, { name_sealed, phone_sealed, birthday_sealed, wrapped_key })
    : { name: '', phone: '' };
}

type AccountRow = { readonly asset: Asset; readonly kind: AccountKind; readonly balance: number };

async function balancesByMember(
  trx: Trx,
  members: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly AccountRow[]>> {
  const byMember = new Map<MemberId, AccountRow[]>();
  if (members.length === 0) return byMember;
  const rows = await trx
    .selectFrom('account')
    .select(['member_id', 'asset', 'kind', 'balance'])
    .where(sql<boolean>`member_id = ANY(${textArray(members)}::text[])`)
    .orderBy('id')
    .execute();
  for (const { member_id, ...row } of rows) {
    if (member_id === null) continue;
    const own = byMember.get(member_id) ?? [];
    own.push(row);
    byMember.set(member_id, own);
  }
  return byMember;
}

/** Every member has a balance of points, be it 0; other assets only once they had any. Quests stand in their own list. */
function assetBalances(
  member: MemberId,
  rows: readonly AccountRow[],
  terms: SealedPage['terms'],
): PullDocument<'members'>['balances'] {
  const told = rows.filter(({ asset }) => !asset.startsWith('quest:'));
  const assets = new Set<Asset>(['points', ...told.map((row) => row.asset)]);
  return [...assets].map((asset) => {
    const sum = (kind: AccountKind): number =>
      rows.reduce(
        (total, row) => (row.asset === asset && row.kind === kind ? total + row.balance : total),
        0,
      );
    const {
      pending = 0,
      ended = 0,
      expiring = [],
    } = terms.get(balanceKey(availableAccount(member), asset)) ?? {};
    return {
      asset,
      available: Math.max(0, sum('available') - pending - ended),
      pending: sum('pending') + pending,
      leased: sum('leased'),
      inReview: 0,
      expiring,
    };
  });
}
