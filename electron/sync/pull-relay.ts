/**
 * Hands the window's pulls to HQ, one at a time per collection, so that no replication floods the line or main. A card
 * that a cashier waits for does not queue behind a page.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import { COLLECTIONS, type PullRequest, type PullResponse } from '../../shared/protocol/pull.ts';
import type { HqClient } from '../hq/hq-client.ts';
import { type InTurn, oneAtATime } from '../till/one-at-a-time.ts';

const MAX_WAITING_PULLS = 2;
const CARD = 'card';

export function pullRelay(hq: HqClient): (request: PullRequest) => Promise<Result<PullResponse>> {
  const turns = new Map<string, InTurn>(
    [...COLLECTIONS, CARD].map((name) => [name, oneAtATime(MAX_WAITING_PULLS)]),
  );
  return async (request) => {
    const inTurn = turns.get(request.card === undefined ? request.collection : CARD);
    const answer = await (inTurn?.(() => hq.call('pull', request)) ?? fail(failure('CALL-REFUSED')));
    if (!answer.ok) return answer;
    return answer.value.collection === request.collection ? answer : fail(failure('HQ-RUBBISH'));
  };
}
