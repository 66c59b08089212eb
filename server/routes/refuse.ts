/** A refusal is a code and its status: nothing that a stranger could learn from. */
import type { FastifyReply } from 'fastify';
import { REFUSALS, type RefusalCode } from '../../shared/protocol/routes.ts';
import { note } from './request-facts.ts';

export function refuse(reply: FastifyReply, code: RefusalCode): FastifyReply {
  note(reply.request, { refusal: code });
  return reply.status(REFUSALS[code]).send({ code });
}

export const refused = (code: RefusalCode): { readonly ok: false; readonly failure: RefusalCode } => ({
  ok: false,
  failure: code,
});
