/**
 * The operator's page, on the operator's own port. It has no password: the port is on loopback, or wherever the operator
 * put it. OPR-2: a browser on that machine must not hand it to a strange site, so a request under a name that is not
 * the port's own is refused (a name can be pointed at loopback by whoever owns it), and nothing may frame or script it.
 */
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Hq } from '../../hq.ts';
import { houseSums } from '../house-sums.ts';
import type { HqStatus } from '../hq-status.ts';
import { lookAtHq } from '../look-at-hq.ts';
import { pageLanguage } from './page-language.ts';
import { statusPage } from './status-page.ts';
import { STYLE_HASH } from './style.ts';

export const STATUS_PATH = '/status';

/** However many look, the database is asked once in this time. */
const KEPT_MS = 5_000;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function statusRoute(
  app: FastifyInstance,
  hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>,
  ownName?: string,
): void {
  const look = looking(hq);
  app.get<{ Querystring: { lang?: unknown } }>(STATUS_PATH, async (request, reply) => {
    secure(reply);
    if (!isOwnName(request.hostname, ownName)) return reply.status(421).type('text/plain').send('');
    const language = pageLanguage(request.query.lang, request.headers['accept-language']);
    return reply
      .type('text/html; charset=utf-8')
      .header('vary', 'accept-language')
      .send(statusPage(await look(), language));
  });
}

const secure = (reply: FastifyReply): void => void reply.headers(HEADERS);

/** An address is nobody's to point elsewhere. */
const isOwnName = (host: string, ownName: string | undefined): boolean =>
  isIP(host.replace(/^\[|\]$/g, '')) !== 0 || host === 'localhost' || host === ownName;

function looking(hq: Pick<Hq, 'db' | 'keys' | 'nowMs'>): () => Promise<HqStatus> {
  const house = houseSums();
  let kept: Promise<HqStatus> | null = null;
  let atMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (kept && performance.now() - atMs < KEPT_MS) return kept;
    atMs = performance.now();
    const now = lookAtHq(hq, house);
    kept = now;
    // A look that failed is not kept: the next one tries again.
    now.catch(() => {
      if (kept === now) kept = null;
    });
    return now;
  };
}
