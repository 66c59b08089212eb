/**
 * A right for one sale, asked for when the redemption is chosen (protocol.md section 7). R13: INTENT is durable before the
 * first request, and whatever comes, the intent ends. RGT-6 says what follows on what.
 */
import type { CallRequest } from '../../shared/ipc/contract.ts';
import { type Failure, type FailureCode, failure } from '../../shared/kernel/failure.ts';
import { asId, type IntentId } from '../../shared/kernel/ids.ts';
import { MAX_OPEN_INTENTS } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { acceptable } from '../../shared/lease/acceptable.ts';
import {
  type IntentEvent,
  type IntentState,
  intentTransitions,
} from '../../shared/lease/intent-transitions.ts';
import type { LeaseGrant } from '../../shared/lease/lease.ts';
import type { OpenIntent } from '../../shared/lease/rights.ts';
import type { LeaseResponse } from '../../shared/protocol/lease.ts';
import { rightsOf } from '../../shared/shift/till-state.ts';
import { newEntryId } from '../clock/moment.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Desk } from '../till/desk.ts';
import { type AskParts, askForLease } from './ask-hq.ts';
import { abandonAll } from './end-intents.ts';
import { rightsNow } from './rights-now.ts';

export type Wanted = CallRequest<'rights.acquire'>;

/** What is missing is here; or why it is not, with what would be possible. */
export async function acquireMissing(
  desk: Desk,
  { basketId, owner, asset, amount }: Wanted,
  parts: AskParts,
): Promise<Result<LeaseGrant>> {
  const now = () => rightsNow(desk, { basketId, wallMs: desk.clock.wallMs() });
  const missing = amount - now().held(owner, asset);
  const { intents } = rightsOf(desk.journal.state());
  if (Object.keys(intents).length >= MAX_OPEN_INTENTS) return fail(failure('REDEEM-REFUSED'));
  const opened = openIntent(desk, { basketId, owner, asset, amount: missing });
  if (!opened.ok) return opened;
  const open = opened.value;
  const state = (): IntentState => (isOpen(desk, open.intent) ? 'asked' : 'abandoned');
  const isOver = (): boolean => parts.isOver() || state() === 'abandoned';
  const { epoch } = desk.journal.tip();
  const { intent } = open;
  const answer = await askForLease({ ...parts, isOver }, { epoch, intent, owner, asset, amount: missing });
  if (parts.isOver()) return fail(failure('REDEEM-CHANGED', { asset, largest: 0 }));
  const grant = answer.ok ? granted(desk, open, answer.value) : null;
  const step = intentTransitions[state()][eventOf(answer, grant)];
  if (step.to === 'granted' && grant !== null) return ok(grant);
  desk.grants.dropAsked(intent);
  // Somebody gave it up meanwhile.
  if (step.append !== 'ABANDON')
    return fail(failure('REDEEM-CHANGED', { asset, largest: now().held(owner, asset) }));
  const ended = abandonAll(desk, [open]);
  return ended.ok ? fail(refusalOf(answer, { asset, held: now().held(owner, asset) })) : ended;
}

function openIntent(
  desk: Desk,
  wanted: Pick<OpenIntent, 'basketId' | 'owner' | 'asset' | 'amount'>,
): Result<OpenIntent> {
  const intent = asId<IntentId>(newEntryId(desk.clock.wallMs(), desk.random));
  const made = desk.journal.append({ ...entryFrame(desk), body: { kind: 'INTENT', intent, ...wanted } });
  return made.ok ? ok({ intent, ...wanted, atMs: made.value.entry.atMs }) : made;
}

const isOpen = ({ journal }: Desk, intent: IntentId): boolean =>
  rightsOf(journal.state()).intents[intent] !== undefined;

/** RGT-9: what HQ sends must be HQ's, for this chain and this intent, and enough. Anything else was no grant. */
function granted(desk: Desk, open: OpenIntent, answer: LeaseResponse): LeaseGrant | null {
  if (answer.kind !== 'granted') return null;
  const grant = desk.grants.takeAsked(answer.grant);
  if (grant === null || grant.intent !== open.intent || grant.amount < open.amount) return null;
  const { rights, atMs } = rightsNow(desk, { basketId: open.basketId, wallMs: desk.clock.wallMs() });
  return acceptable(grant, rights, { holder: desk.journal.tip(), atMs }) === null ? grant : null;
}

function eventOf(answer: Result<LeaseResponse>, grant: LeaseGrant | null): IntentEvent {
  if (grant !== null) return 'granted';
  return answer.ok ? 'denied' : 'timedOut';
}

/** `largest` is what could be spent in all: what is held here, and what HQ would add. */
function refusalOf(
  answer: Result<LeaseResponse>,
  { asset, held }: { readonly asset: string; readonly held: number },
): Failure {
  if (!answer.ok)
    return answer.failure.code === 'HQ-REFUSED'
      ? failure('REDEEM-REFUSED')
      : failure('REDEEM-OFFLINE', { asset, largest: held });
  const code = REFUSALS[answer.value.kind];
  const more = 'largest' in answer.value ? answer.value.largest : 0;
  return code === 'REDEEM-REFUSED' ? failure(code) : failure(code, { asset, largest: held + more });
}

/**
 * `granted` stands for a grant that cannot be used: somebody else's, or past its end by this chain's time. Whether there is
 * such a card at all is not said: its number could be guessed.
 */
const REFUSALS: Readonly<Record<LeaseResponse['kind'], FailureCode>> = {
  granted: 'REDEEM-REFUSED',
  insufficient: 'REDEEM-SHORT',
  recalling: 'REDEEM-ELSEWHERE',
  closed: 'REDEEM-CHANGED',
  refused: 'REDEEM-REFUSED',
  unknown: 'REDEEM-SHORT',
};
