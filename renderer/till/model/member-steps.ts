import type { TillStatus } from '../../../shared/ipc/status.ts';
import { type Failure, failure } from '../../../shared/kernel/failure.ts';
import type { MemberId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { internationalDigits } from '../../../shared/scan/phone.ts';
import { readMemberKey, type Scan } from '../../../shared/scan/read-scan.ts';
import { type Load, loadedPercent } from '../../store/loads.ts';
import type { MemberHere } from '../../store/member-here.ts';
import { applyCommand } from './apply-command.ts';
import { change, changeAndPrice, type SaleContext, tell } from './sale-context.ts';
import { refreshUsage } from './usage-steps.ts';

type MemberKey = Exclude<Scan, { readonly kind: 'product' }>;

export const armMember = (context: SaleContext): void =>
  change(context, { armed: 'member', typed: '', memberFailure: null, notice: null });

/** What was typed into the member field. A failure stays in that field, so that the number can be corrected. */
export function findTypedMember(context: SaleContext, text: string, startedAtMs: number): void {
  if (text === '') return change(context, { armed: 'scan', memberFailure: null });
  const key = readMemberKey(text);
  if (!key.ok) return change(context, { memberFailure: key.failure, typed: '' });
  const wanted = key.value;
  if (wanted.kind === 'product') return;
  change(context, { searching: true, memberFailure: null });
  context.queue.add(async () => {
    const found = await lookUp(context, wanted);
    change(context, { searching: false, typed: '' });
    if (!found.ok) return change(context, { memberFailure: found.failure });
    attach(context, found.value, startedAtMs);
  });
}

/** A card or a phone that came through the scan field. */
export async function attachByScan(context: SaleContext, key: MemberKey, startedAtMs: number): Promise<void> {
  const found = await lookUp(context, key);
  if (found.ok) attach(context, found.value, startedAtMs);
  else tell(context, found.failure);
}

export function detachMember(context: SaleContext): void {
  context.unwatchMember.get()();
  change(context, { member: null, armed: 'scan', typed: '', memberFailure: null });
  applyCommand(context, { kind: 'detachMember' });
  refreshUsage(context);
}

async function lookUp(context: SaleContext, key: MemberKey): Promise<Result<MemberHere>> {
  const row = await (key.kind === 'memberCard'
    ? byCard(context, key.cardNumber)
    : byPhone(context, key.digits));
  if (!row.ok) return row;
  const member = await context.deps.store.memberHere(row.value);
  return member ? ok(member) : fail(failure('CALL-FAILED'));
}

async function byCard({ deps: { store } }: SaleContext, cardNumber: string): Promise<Result<MemberRow>> {
  const row = await store.memberByCard(cardNumber);
  if (row) return ok(row);
  const { members } = store.loads.get();
  if (members.done) return fail(failure('MEMBER-NOT-FOUND'));
  const atHq = await store.memberAtHq(cardNumber);
  if (atHq.kind === 'found') return ok(atHq.row);
  return fail(atHq.kind === 'unknown' ? failure('MEMBER-NOT-FOUND') : stillLoading(members));
}

/** HQ cannot be asked by phone: it knows phones by each store's own hash only. */
async function byPhone({ deps }: SaleContext, typed: string): Promise<Result<MemberRow>> {
  const digits = internationalDigits(typed, countryCode(deps.status.get()));
  const keys = await deps.bridge.call('member.phoneKeys', { digits });
  if (!keys.ok) return keys;
  const row = await deps.store.memberByPhone(keys.value.phoneHmac);
  if (row) return ok(row);
  const { members } = deps.store.loads.get();
  return fail(members.done ? failure('MEMBER-NOT-FOUND') : stillLoading(members));
}

/** LOD-3: a member who may only be missing is not called unknown. */
const stillLoading = (members: Load): Failure =>
  failure('MEMBER-LOADING', { percent: loadedPercent(members) });

const countryCode = (status: TillStatus | null): string => status?.place?.store.phoneCountryCode ?? '';

function attach(context: SaleContext, member: MemberHere, startedAtMs: number): void {
  change(context, { member, armed: 'scan', typed: '', memberFailure: null });
  if (!applyCommand(context, { kind: 'attachMember', memberId: member.row.id })) return;
  watchAttached(context, member.row.id);
  refreshUsage(context);
  context.deps.watcher.shown('memberToPanel', startedAtMs);
}

/** Follows the attached member's row and own effects: HQ's news and the till's own sales change what is shown. */
export function watchAttached(context: SaleContext, id: MemberId): void {
  context.unwatchMember.get()();
  const unwatch = context.deps.store.watchMember(id, (member) => {
    if (context.state.get().basket.memberId !== id) return;
    if (!member) return;
    changeAndPrice(context, { member });
    refreshUsage(context);
  });
  context.unwatchMember.set(unwatch);
}
