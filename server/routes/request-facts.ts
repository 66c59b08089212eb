/** What a request turned out to be, for its line in the log: who signed it, and the code of its refusal. */
import type { FastifyRequest } from 'fastify';
import type { TillId } from '../../shared/kernel/ids.ts';
import type { RefusalCode } from '../../shared/protocol/routes.ts';

export type RequestFacts = { readonly till?: TillId; readonly refusal?: RefusalCode };

const facts = new WeakMap<FastifyRequest, RequestFacts>();

export const factsOf = (request: FastifyRequest): RequestFacts => facts.get(request) ?? {};

/** Only what a signature has proved, or what HQ itself has decided. */
export function note(request: FastifyRequest, fact: RequestFacts): void {
  facts.set(request, { ...facts.get(request), ...fact });
}
