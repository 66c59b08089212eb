/** Names of accounts (protocol.md section 4). Balances are credit-positive, and each asset's sum over all is 0. */
import type { LeaseId, OwnerId, TillId } from '../../kernel/ids.ts';

export const HOUSE = {
  issued: 'h:issued',
  redeemed: 'h:redeemed',
  expired: 'h:expired',
  /** Guarantees (R11). */
  risk: 'h:risk',
  /** What the house pays because a disk was set back, a till was written off, or HQ has forgotten. */
  loss: 'h:loss',
  /** The other side of corrections made by a person. */
  adjusted: 'h:adjusted',
} as const;

export const availableAccount = (owner: OwnerId): string => `a:${owner}`;
export const pendingAccount = (owner: OwnerId): string => `p:${owner}`;
export const receivableAccount = (owner: OwnerId): string => `d:${owner}`;
export const leasedAccount = (lease: LeaseId): string => `l:${lease}`;
export const suspenseAccount = (till: TillId): string => `s:${till}`;

export const ACCOUNT_KINDS = ['available', 'pending', 'leased', 'receivable'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

const KIND_BY_PREFIX: Readonly<Record<string, AccountKind>> = {
  'p:': 'pending',
  'a:': 'available',
  'l:': 'leased',
  'd:': 'receivable',
};

/** Null for house and suspense accounts, which have no row. */
export const accountKind = (account: string): AccountKind | null =>
  KIND_BY_PREFIX[account.slice(0, 2)] ?? null;

/** Accounts whose balance lies in lots: everything that is the owner's. */
export const isKeptInLots = (account: string): boolean => /^[apl]:/.test(account);
