/**
 * REQ-1, REQ-2: calls to HQ. Every fault of the line, of HQ or of something that only says it is HQ becomes a Failure
 * here; nothing behind this module sees an exception of the network.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { HEADER_PROTOCOL } from '../../shared/protocol/request-signature.ts';
import {
  type RouteName,
  type RouteRequest,
  type RouteResponse,
  routes,
  zRefusal,
} from '../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { parsedJson } from '../files/parsed-json.ts';
import type { Log } from '../log/log.ts';
import { readAnswer } from './read-answer.ts';
import { REFUSAL_FAILURES } from './refusals.ts';

/** Headers that prove who asks; an enrolment has none. */
export type RequestSigner = (request: { path: string; body: string }) => Readonly<Record<string, string>>;

export type HqClient = {
  readonly call: <Name extends RouteName>(
    name: Name,
    request: RouteRequest<Name>,
    options?: { timeoutMs?: number },
  ) => Promise<Result<RouteResponse<Name>>>;
  /** Breaks off what is under way; later calls fail at once. */
  readonly stop: () => void;
};

export const HQ_TIMEOUT_MS = 15_000;

export type HqClientOptions = { readonly hqUrl: string; readonly sign: RequestSigner; readonly log: Log };

export function createHqClient({ hqUrl, sign, log }: HqClientOptions): HqClient {
  const stopped = new AbortController();
  return {
    call: async (name, request, { timeoutMs = HQ_TIMEOUT_MS } = {}) => {
      const { path, response: schema } = routes[name];
      const body = JSON.stringify(request);
      const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(timeoutMs)]);
      const answer = await post(new URL(path, hqUrl), {
        body,
        headers: { [HEADER_PROTOCOL]: String(PROTOCOL_VERSION), ...sign({ path, body }) },
        signal,
      });
      if (!answer.ok) {
        log.info('hq.failed', { route: name, code: answer.failure.code });
        return answer;
      }
      const parsed = schema.safeParse(answer.value);
      if (parsed.success) return ok(parsed.data as RouteResponse<typeof name>);
      log.info('hq.rubbish', { route: name });
      return fail(failure('HQ-RUBBISH'));
    },
    stop: () => stopped.abort(),
  };
}

type Post = { readonly body: string; readonly headers: Record<string, string>; readonly signal: AbortSignal };

async function post(url: URL, { body, headers, signal }: Post): Promise<Result<unknown>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { ...headers, 'content-type': 'application/json' },
      redirect: 'error',
      signal,
    });
    const text = await readAnswer(response);
    const value = text === null ? undefined : parsedJson(text);
    if (response.ok) return value === undefined ? fail(failure('HQ-RUBBISH')) : ok(value);
    const refusal = zRefusal.safeParse(value);
    // A proxy's error page says nothing about this till: it counts as a bad line.
    return fail(failure(refusal.success ? REFUSAL_FAILURES[refusal.data.code] : 'HQ-UNREACHABLE'));
  } catch {
    return fail(failure('HQ-UNREACHABLE'));
  }
}
