import type { EntryId, IntentId, MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import type { IntentState } from '../../shared/lease/intent-transitions.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';

/** What a customer wants of one receipt. */
export type Basket = {
  readonly id: EntryId;
  readonly member: MemberId | null;
  readonly earns: readonly Omit<EntryPart, 'n'>[];
  /** One per owner and asset; what is refused is taken out. */
  spends: readonly Spend[];
  readonly changesMind: boolean;
};

export type Spend = {
  readonly owner: OwnerId;
  readonly asset: Asset;
  readonly amount: number;
  /** Rights that HQ was asked for. */
  readonly asked: Asked[];
};

export type Asked = { readonly intent: IntentId; state: IntentState };
