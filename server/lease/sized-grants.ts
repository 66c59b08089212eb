/** Which grants a till gets for the members it is to hold rights of: the sizes are shared/lease/size-lease.ts's to say. */
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import { MAX_SYNC_GRANTS } from '../../shared/kernel/limits.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeasePolicy } from '../../shared/lease/lease-policy.ts';
import { sizeLease } from '../../shared/lease/size-lease.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { leasedAccount } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { GrantCommand } from '../../shared/posting/post/command.ts';
import { largestGrant } from '../../shared/posting/post/grant.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { leaseEnd, newLeaseId } from './lease-terms.ts';
import type { UsualSpends } from './usual-spends.ts';

export type Sizing = {
  readonly caller: TillCaller;
  readonly policy: LeasePolicy;
  readonly assets: ReadonlySet<Asset>;
  readonly usual: UsualSpends;
  readonly nowMs: EpochMs;
  readonly today: BusinessDate;
  readonly members: readonly MemberId[];
};

export type Sized = {
  readonly commands: readonly GrantCommand[];
  /** Members whose turn it was; the others wait for the next SYNC. */
  readonly considered: readonly OwnerId[];
};

export function sizedGrants(book: Book, sizing: Sizing): Sized {
  const commands: GrantCommand[] = [];
  const considered: OwnerId[] = [];
  for (const member of sizing.members) {
    const own = grantsOf(book, sizing, member);
    if (commands.length + own.length > MAX_SYNC_GRANTS && considered.length > 0) break;
    commands.push(...own.slice(0, MAX_SYNC_GRANTS));
    considered.push(member);
  }
  return { commands, considered };
}

/** Nothing for an erased member, of whom nothing is known. */
const grantsOf = (book: Book, sizing: Sizing, owner: OwnerId): readonly GrantCommand[] =>
  book.knows(owner)
    ? book
        .assetsOf(owner)
        .filter((asset) => sizing.assets.has(asset))
        .flatMap((asset) => grantOf(book, sizing, { owner, asset }))
    : [];

function grantOf(
  book: Book,
  { caller, policy, usual, nowMs, today }: Sizing,
  { owner, asset }: { readonly owner: OwnerId; readonly asset: Asset },
): readonly GrantCommand[] {
  const { till, epoch, store, timeZone } = caller;
  const open = book
    .leasesOf(owner)
    .filter((lease) => lease.asset === asset && lease.store === store && lease.intent === null);
  const left = open.map(({ id }) => book.balance(leasedAccount(id), asset)).filter((amount) => amount > 0);
  const amount = sizeLease({
    asset,
    available: largestGrant(book, { owner, asset, today }),
    held: left.reduce((sum, each) => sum + each, 0),
    openLeases: left.length,
    usual: usual(owner, asset),
    policy,
  });
  if (amount === 0) return [];
  const life = { owner, asset, today, timeZone, nowMs, lifeMs: policy.lifeMs };
  return [
    {
      ...{ kind: 'GRANT', lease: newLeaseId(nowMs), owner, asset, amount, store, today, intent: null },
      holder: { till, epoch },
      expiresAtMs: leaseEnd(book, life),
    },
  ];
}
