/**
 * IPC-1, IPC-2: one call of the window. Sender, number of arguments, size and shape are checked before the handler sees
 * anything; whatever it throws ends here, in the log, and the window gets a code.
 */
import { callRequests } from '../../shared/ipc/contract.ts';
import type { CallName } from '../../shared/ipc/names.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import type { Log } from '../log/log.ts';
import type { CallHandlers } from './call-handlers.ts';
import { isOurPage } from './our-page.ts';
import { payloadFits } from './payload-fits.ts';

export type IncomingCall = {
  readonly name: CallName;
  /** URL of the frame that asks; null when it is gone or is not the window's own page. */
  readonly senderUrl: string | null;
  readonly args: readonly unknown[];
};

export async function answerCall(
  call: IncomingCall,
  { handlers, log }: { handlers: CallHandlers; log: Log },
): Promise<Result<unknown>> {
  try {
    const request = acceptedRequest(call);
    if (request.ok) return await handle(handlers, { name: call.name, request: request.value });
    log.info('call.refused', { call: call.name });
    return request;
  } catch (cause) {
    log.error('call.failed', cause, { call: call.name });
    return fail(failure('CALL-FAILED'));
  }
}

function acceptedRequest({ name, senderUrl, args }: IncomingCall): Result<unknown> {
  const refused = fail(failure('CALL-REFUSED'));
  if (senderUrl === null || !isOurPage(senderUrl)) return refused;
  if (args.length !== 1 || !payloadFits(args[0])) return refused;
  const parsed = callRequests[name].safeParse(args[0]);
  return parsed.success ? { ok: true, value: parsed.data } : refused;
}

/** Name, schema and handler belong together by `CallHandlers`; TypeScript cannot follow that through a variable. */
const handle = (
  handlers: CallHandlers,
  { name, request }: { name: CallName; request: unknown },
): Result<unknown> | Promise<Result<unknown>> =>
  (handlers[name] as (request: unknown) => Result<unknown> | Promise<Result<unknown>>)(request);
