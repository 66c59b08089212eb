/** Names of accounts (protocol.md section 4). Balances are credit-positive, and each asset's sum over all is 0. */
import type { MemberId, TillId } from '../../shared/kernel/ids.ts';
import type { AccountKind } from '../db/ledger-tables.ts';

export const HOUSE_ISSUED = 'h:issued';
export const availableAccount = (member: MemberId): string => `a:${member}`;
export const receivableAccount = (member: MemberId): string => `d:${member}`;
export const suspenseAccount = (till: TillId): string => `s:${till}`;

const KIND_BY_PREFIX: Readonly<Record<string, AccountKind>> = {
  'p:': 'pending',
  'a:': 'available',
  'l:': 'leased',
  'd:': 'receivable',
};

/** Null for house and suspense accounts, which have no row. */
export const accountKind = (account: string): AccountKind | null =>
  KIND_BY_PREFIX[account.slice(0, 2)] ?? null;
