/** Balances that members bring with them when a programme starts here: HQ's own records, posted like any other. */
import type { Transaction } from 'kysely';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import type { Database } from '../db/tables.ts';
import { availableAccount, HOUSE_ISSUED } from './accounts.ts';
import { appendLog, lockLog } from './hq-log.ts';
import type { Transfer } from './transfer.ts';
import { balanceKey } from './transfer.ts';
import { insertLots, insertTransfers, logMovements, writeBalances } from './write-transfers.ts';

export type Opening = { readonly member: MemberId; readonly asset: Asset; readonly amount: number };

/** The members are new in this transaction: they have no accounts yet. */
export async function postOpenings(
  trx: Transaction<Database>,
  { key, nowMs, openings }: { key: SigningKey; nowMs: EpochMs; openings: readonly Opening[] },
): Promise<void> {
  const tip = await lockLog(trx, key);
  const placed = openings.map((opening, index) => ({
    logIndex: tip.logIndex + index + 1,
    earnedAtMs: nowMs,
    transfers: [transferOf(opening)],
  }));
  const records = placed.map(({ transfers }, index) => ({
    kind: 'OPENING' as const,
    ref: `opening:${openings[index]?.member}`,
    facts: { transfers: logMovements(transfers) },
  }));
  await appendLog(trx, { tip, key, atMs: nowMs, records });
  await insertTransfers(trx, placed);
  await insertLots(trx, placed);
  const balances = openings.map(
    ({ member, asset, amount }) => [balanceKey(availableAccount(member), asset), amount] as const,
  );
  await writeBalances(trx, new Map(balances));
}

const transferOf = ({ member, asset, amount }: Opening): Transfer => ({
  effectId: `opening:${member}#1`,
  leg: 1,
  debit: HOUSE_ISSUED,
  credit: availableAccount(member),
  asset,
  amount,
});
