/** A refusal is a code and its status: nothing that a stranger could learn from. */
import type { FastifyReply } from 'fastify';
import { REFUSALS, type RefusalCode } from '../../shared/protocol/routes.ts';

export function refuse(reply: FastifyReply, code: RefusalCode): FastifyReply {
  return reply.status(REFUSALS[code]).send({ code });
}

export const refused = (code: RefusalCode): { readonly ok: false; readonly failure: RefusalCode } => ({
  ok: false,
  failure: code,
});
