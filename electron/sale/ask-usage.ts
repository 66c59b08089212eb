import type { CallRequest } from '../../shared/ipc/contract.ts';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { RuleUsage } from '../../shared/loyalty/seen/seen.ts';
import type { Desk } from '../till/desk.ts';
import { usageOf } from './usage.ts';

/** What `sale.commit` would find now, for the window's own prices. */
export function askUsage(
  desk: Desk,
  { programmeVersion, member }: CallRequest<'sale.usage'>,
): Result<readonly RuleUsage[]> {
  const held = desk.reference.programme(programmeVersion);
  if (!held) return fail(failure('SALE-PROGRAMME'));
  const date = businessDateOf(desk.clock.wallMs(), desk.reference.place().store.timeZone);
  return ok(usageOf(desk, { compiled: held.compiled, date, member }));
}
