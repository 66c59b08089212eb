/** What a test's till asks HQ about rights, and what it does with them in its chain. */
import { sql } from 'kysely';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId, type IntentId, type OwnerId } from '../../../shared/kernel/ids.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { grantOf } from '../../../shared/lease/grant-of.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import type { SignedText } from '../../../shared/ledger/body.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { LeaseResponse } from '../../../shared/protocol/lease.ts';
import type { SyncResponse } from '../../../shared/protocol/sync.ts';
import type { ChainEntry, TillChain } from '../till-chain.ts';
import { goodsOf, memberRow, pullAllMembers } from './demo-shop.ts';
import { openShop, pointsBefore } from './open-shop.ts';
import { call } from './signed-call.ts';
import type { TestHq } from './test-hq.ts';

let made = 0;

export function newIntent(): IntentId {
  made += 1;
  return asId(`01900000-0000-7000-8000-${String(made).padStart(12, '0')}`);
}

export type Asking = {
  readonly owner: OwnerId;
  readonly amount: number;
  readonly intent?: IntentId;
  readonly asset?: Asset;
};

export const askFor = (
  { app }: TestHq,
  till: TillChain,
  { owner, amount, intent = newIntent(), asset = 'points' }: Asking,
): Promise<LeaseResponse> => call(app, till, 'lease', { epoch: till.epoch, intent, owner, asset, amount });

export async function grantedTo(shop: TestHq, till: TillChain, asking: Asking): Promise<LeaseGrant> {
  const answer = await askFor(shop, till, asking);
  assert(answer.kind === 'granted', `HQ grants, and does not say ${JSON.stringify(answer)}`);
  return readGrant(answer.grant);
}

export function readGrant(text: SignedText): LeaseGrant {
  const grant = grantOf(text);
  assert(grant, 'a grant says what is granted');
  return grant;
}

export const syncOf = ({ app }: TestHq, till: TillChain, grantsAfter = 0): Promise<SyncResponse> =>
  call(app, till, 'sync', {
    epoch: till.epoch,
    appVersion: '1',
    programmeVersion: 1,
    unsent: 0,
    grantsAfter,
  });

/** A point is worth ten bani, and pays for three tenths of a receipt at most. */
const DEAR_MINOR = 40;

/** A sale in which the member pays with as many points, out of this lease. */
export const spend = (
  till: TillChain,
  member: MemberRow,
  { lease, intent }: Pick<LeaseGrant, 'lease' | 'intent'>,
  amount: number,
): ChainEntry =>
  till.sale({
    products: goodsOf('dairy').map((milk) => ({ ...milk, priceMinor: minor(amount * DEAR_MINOR) })),
    member,
    payment: { points: points(amount) },
    rights: [{ asset: 'points', lease, amount, intent }],
  });

export const release = (till: TillChain, { lease, expiresAtMs }: LeaseGrant): ChainEntry =>
  till.append({ kind: 'RELEASE', leases: [{ lease, expiresAtMs }] });

export type Balances = Readonly<Record<string, number>>;

/** An owner's points by kind of account, those of open leases together; what is 0 is left out. */
export async function pointsOf({ hq }: TestHq, owner: OwnerId): Promise<Balances> {
  const { rows } = await sql<{ kind: string; balance: number }>`
    SELECT kind, sum(balance)::bigint AS balance FROM account
    WHERE asset = 'points' AND balance <> 0
      AND (substr(id, 3) = ${owner} OR substr(id, 3) IN (SELECT id FROM lease WHERE owner = ${owner}))
    GROUP BY kind`.execute(hq.db);
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, balance]));
}

/** The demo shop with one till, and a member who has points to spend there. */
export async function openSpendingShop(): Promise<{ shop: TestHq; till: TillChain; member: MemberRow }> {
  const { shop, till } = await openShop();
  const rows = (await pullAllMembers(shop, till)).map(memberRow);
  const member = rows.find((each) => pointsBefore(each) > 300);
  assert(member, 'some member of the demo shop has points');
  return { shop, till, member };
}
