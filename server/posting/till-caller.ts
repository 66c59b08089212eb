import type { CompanyId, StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';

/** Who sent a request, as its signature proved. */
export type TillCaller = {
  readonly till: TillId;
  /** The epoch whose key signed the request. */
  readonly epoch: number;
  readonly store: StoreId;
  readonly company: CompanyId;
  readonly revokedAtMs: EpochMs | null;
  /** False for a device that another has replaced; it may still deliver what it holds. */
  readonly current: boolean;
};
