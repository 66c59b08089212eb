/**
 * LEASE_REQ (protocol.md sections 6 and 8): a right for one intent. R6: the answer is made from what is committed. Asked
 * again, the same intent gets the same grant, whichever process is asked and whatever became of the first answer.
 */
import type { Transaction } from 'kysely';
import { businessDateOf } from '../../shared/kernel/business-date.ts';
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { LeasePolicy } from '../../shared/lease/lease-policy.ts';
import { NO_CHANGES } from '../../shared/posting/book/changes.ts';
import type { GrantCommand } from '../../shared/posting/post/command.ts';
import { largestGrant } from '../../shared/posting/post/grant.ts';
import type { LeaseRequest, LeaseResponse } from '../../shared/protocol/lease.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { bookOfRows } from '../posting/book/book-of-rows.ts';
import { type LoadedRows, loadRows } from '../posting/book/load-book.ts';
import { needsOf } from '../posting/book/needs.ts';
import { postLoaded } from '../posting/post-commands.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { noteAsking } from '../posting/write/touch-members.ts';
import { holdChain } from './holder.ts';
import { leaseEnd, newLeaseId } from './lease-terms.ts';
import { noteUnknownOwner } from './owner-tries.ts';
import { recallForOthers } from './recall.ts';

type Trx = Transaction<Database>;

/** Null where the request speaks for another epoch than the one that signed it. */
export async function requestLease(
  hq: Hq,
  caller: TillCaller,
  request: LeaseRequest,
): Promise<LeaseResponse | null> {
  if (request.epoch !== caller.epoch) return null;
  const answer = await inTransaction(hq.db, async (trx): Promise<LeaseResponse> => {
    const policy = await holdChain(trx, caller);
    return policy ? decide(trx, hq, { caller, request, policy, nowMs: hq.nowMs() }) : { kind: 'refused' };
  });
  if (answer.kind === 'unknown') await noteUnknownOwner(hq.db, caller.till);
  return answer;
}

type Asked = {
  readonly caller: TillCaller;
  readonly request: LeaseRequest;
  readonly policy: LeasePolicy;
  readonly nowMs: EpochMs;
};

async function decide(trx: Trx, { keys }: Pick<Hq, 'keys'>, asked: Asked): Promise<LeaseResponse> {
  const { request, caller, nowMs } = asked;
  const { owner, asset, amount, intent } = request;
  const command = commandOf(asked);
  const needs = needsOf([command]);
  const rows = await loadRows(trx, { needs, company: caller.company, idleLots: true });
  if (!rows.known.has(owner)) return { kind: 'unknown' };
  const before = await answerBefore(trx, asked, rows);
  if (before) return before;
  const book = bookOfRows(rows);
  const largest = largestGrant(book, { owner, asset, today: command.today });
  if (amount > largest) {
    const isRecalling = await recallForOthers(trx, {
      rows,
      caller,
      request,
      missing: amount - largest,
      nowMs,
    });
    if (isRecalling) await noteAsker(trx, asked, rows);
    return { kind: isRecalling ? 'recalling' : 'insufficient', largest };
  }
  const { timeZone } = caller;
  const life = { owner, asset, timeZone, nowMs, today: command.today, lifeMs: asked.policy.intentLifeMs };
  const commands = [{ ...command, expiresAtMs: leaseEnd(book, life) }];
  const [changes] = await postLoaded(trx, { key: keys.signing, nowMs, commands, rows });
  if (changes === NO_CHANGES) return { kind: 'closed' };
  return (await grantFor(trx, intent)) ?? { kind: 'closed' };
}

/** What comes back is not leased to where it came from before whoever stands here has asked once more. */
async function noteAsker(
  trx: Trx,
  { caller: { store, till }, request: { owner }, nowMs }: Asked,
  { locked }: LoadedRows,
): Promise<void> {
  const member = owner as MemberId;
  if (locked.members.has(member)) await noteAsking(trx, { store, till, nowMs, member });
}

const commandOf = ({ caller, request, nowMs }: Asked): GrantCommand => ({
  kind: 'GRANT',
  lease: newLeaseId(nowMs),
  owner: request.owner,
  asset: request.asset,
  amount: request.amount,
  store: caller.store,
  holder: { till: caller.till, epoch: caller.epoch },
  today: businessDateOf(nowMs, caller.timeZone),
  expiresAtMs: nowMs,
  intent: request.intent,
});

/** What this intent was told before, or what ended it; null: it is new. The owner's row is locked. */
async function answerBefore(
  trx: Trx,
  { caller, request, nowMs }: Asked,
  { leases, intents }: LoadedRows,
): Promise<LeaseResponse | null> {
  const lease = [...leases.values()].find((each) => each.intent === request.intent);
  const intent = intents.get(request.intent);
  if (lease) {
    const isSame =
      lease.owner === request.owner &&
      lease.asset === request.asset &&
      lease.amount === request.amount &&
      lease.holder.till === caller.till &&
      lease.holder.epoch === caller.epoch;
    const isOpen = lease.state === 'ACTIVE' && lease.expiresAtMs > nowMs && intent?.state !== 'abandoned';
    return isSame && isOpen ? grantFor(trx, request.intent) : { kind: 'closed' };
  }
  if (!intent) return null;
  const isOwn = intent.owner === request.owner && (intent.till ?? caller.till) === caller.till;
  return isOwn && intent.state === 'open' ? null : { kind: 'closed' };
}

async function grantFor(trx: Trx, intent: LeaseRequest['intent']): Promise<LeaseResponse | null> {
  const row = await trx
    .selectFrom('lease')
    .select(['grant_document as document', 'grant_sig as sig'])
    .where('intent', '=', intent)
    .executeTakeFirst();
  return row ? { kind: 'granted', grant: row } : null;
}
