/** Balances that members bring with them when a programme starts here: HQ's own records, posted like any other. */
import type { Transaction } from 'kysely';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import type { CompanyId, EffectId, MemberId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { SigningKey } from '../crypto/ed25519.ts';
import type { Database } from '../db/tables.ts';
import { postCommands } from './post-commands.ts';

export type Opening = { readonly member: MemberId; readonly asset: Asset; readonly amount: number };

export type Openings = {
  readonly key: SigningKey;
  readonly nowMs: EpochMs;
  readonly company: CompanyId;
  /** The company's business day. */
  readonly today: BusinessDate;
  /** A second one for a member and an asset, ever, does nothing. */
  readonly openings: readonly Opening[];
};

export async function postOpenings(
  trx: Transaction<Database>,
  { key, nowMs, company, today, openings }: Openings,
): Promise<void> {
  const commands = openings.map((opening) => {
    const { member: owner, asset, amount } = opening;
    return { kind: 'OPENING', ref: openingRef(opening), owner, asset, amount, atMs: nowMs, today } as const;
  });
  await postCommands(trx, { key, nowMs, company, commands });
}

/** Names the one opening that a member can have of an asset. */
export const openingRef = ({ member, asset }: Pick<Opening, 'member' | 'asset'>): string =>
  asset === 'points' ? `opening:${member}` : `opening:${member}:${asset}`;

export const openingEffect = (opening: Pick<Opening, 'member' | 'asset'>): EffectId =>
  `${openingRef(opening)}#1`;
