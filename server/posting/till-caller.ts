import type { CompanyId, StoreId, TillId } from '../../shared/kernel/ids.ts';

/** Who sent a request, as its signature proved. */
export type TillCaller = {
  readonly till: TillId;
  /** The epoch whose key signed the request. */
  readonly epoch: number;
  readonly store: StoreId;
  readonly company: CompanyId;
  /** Of its store. */
  readonly timeZone: string;
  /** False for a device that was revoked or replaced: it may deliver what it holds, and gets nothing. */
  readonly served: boolean;
};
