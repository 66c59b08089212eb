/** Balances that members bring with them when a programme starts here: HQ's own records, posted like any other. */
import type { Transaction } from 'kysely';
import type { EffectId, MemberId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import type { Database } from '../db/tables.ts';
import { availableAccount, HOUSE_ISSUED } from './accounts.ts';
import { appendLog, lockLog } from './hq-log.ts';
import { type Balances, balanceKey, type Transfer } from './transfer.ts';
import { insertLots, insertTransfers, logMovements, writeBalances } from './write-transfers.ts';

export type Opening = { readonly member: MemberId; readonly asset: Asset; readonly amount: number };

export type Openings = {
  readonly key: SigningKey;
  readonly nowMs: EpochMs;
  /** At most one for a member and an asset; a second one, ever, breaks the key of `transfer`. */
  readonly openings: readonly Opening[];
  /** What these members have already; nothing where they are new in this transaction. Their rows are locked. */
  readonly held?: Balances;
};

export async function postOpenings(
  trx: Transaction<Database>,
  { key, nowMs, openings, held = new Map() }: Openings,
): Promise<void> {
  const tip = await lockLog(trx, key);
  const placed = openings.map((opening, index) => ({
    ref: openingRef(opening),
    logIndex: tip.logIndex + index + 1,
    earnedAtMs: nowMs,
    transfers: [transferOf(opening)],
  }));
  const records = placed.map(({ ref, transfers }) => ({
    kind: 'OPENING' as const,
    ref,
    facts: { transfers: logMovements(transfers) },
  }));
  await appendLog(trx, { tip, key, atMs: nowMs, records });
  await insertTransfers(trx, placed);
  await insertLots(trx, placed);
  const balances = openings.map(({ member, asset, amount }) => {
    const account = balanceKey(availableAccount(member), asset);
    return [account, (held.get(account) ?? 0) + amount] as const;
  });
  await writeBalances(trx, new Map(balances));
}

/** Names the one opening that a member can have of an asset. */
export const openingRef = ({ member, asset }: Pick<Opening, 'member' | 'asset'>): string =>
  asset === 'points' ? `opening:${member}` : `opening:${member}:${asset}`;

export const openingEffect = (opening: Pick<Opening, 'member' | 'asset'>): EffectId =>
  `${openingRef(opening)}#1`;

const transferOf = ({ member, asset, amount }: Opening): Transfer => ({
  effectId: openingEffect({ member, asset }),
  leg: 1,
  debit: HOUSE_ISSUED,
  credit: availableAccount(member),
  asset,
  amount,
});
