/** Hands the window's pulls to HQ, one at a time per collection, so that no replication floods the line or main. */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import {
  COLLECTIONS,
  type CollectionName,
  type PullRequest,
  type PullResponse,
} from '../../shared/protocol/pull.ts';
import type { HqClient } from '../hq/hq-client.ts';
import { type InTurn, oneAtATime } from '../till/one-at-a-time.ts';

const MAX_WAITING_PULLS = 2;

export function pullRelay(hq: HqClient): (request: PullRequest) => Promise<Result<PullResponse>> {
  const turns = new Map<CollectionName, InTurn>(
    COLLECTIONS.map((name) => [name, oneAtATime(MAX_WAITING_PULLS)]),
  );
  return async (request) => {
    const inTurn = turns.get(request.collection);
    const answer = await (inTurn?.(() => hq.call('pull', request)) ?? fail(failure('CALL-REFUSED')));
    if (!answer.ok) return answer;
    return answer.value.collection === request.collection ? answer : fail(failure('HQ-RUBBISH'));
  };
}
