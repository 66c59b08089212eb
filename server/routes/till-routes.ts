/**
 * All routes between tills and HQ, each with its limit. PUSH serves a device that was revoked or replaced too, and RENEW
 * judges for itself.
 */
import type { FastifyInstance } from 'fastify';
import { MAX_PUSH_BYTES } from '../../shared/kernel/limits.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { type EnrolResponse, zCertificate } from '../../shared/protocol/enrol.ts';
import type { PullRequest } from '../../shared/protocol/pull.ts';
import type { RefusalCode, RouteName } from '../../shared/protocol/routes.ts';
import { closeDay } from '../day-close/close-day.ts';
import { storeDeviceLog } from '../day-close/store-device-log.ts';
import { enrolTill } from '../enrol/enrol-till.ts';
import { renewTill } from '../enrol/renew-till.ts';
import { pull } from '../feed/pull.ts';
import { pullTurns } from '../feed/pull-turns.ts';
import { sync } from '../feed/sync.ts';
import type { Hq } from '../hq.ts';
import { mayAskForOwners } from '../lease/owner-tries.ts';
import { requestLease } from '../lease/request-lease.ts';
import { push } from '../posting/push.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { authenticator } from './authenticate.ts';
import { defineRoute, type RouteOptions } from './define-route.ts';
import { mayTryToEnrol } from './enrol-tries.ts';
import { refused } from './refuse.ts';
import { noteContact, noteHeard } from './till-contact.ts';

const SMALL_BYTES = 64 * 1024;
const DEVICE_LOG_BYTES = 1024 * 1024;

export function tillRoutes(app: FastifyInstance, hq: Hq): void {
  const authenticate = authenticator(hq);
  const { inTurn, first } = pullTurns();
  const pullPage = served((caller, request: PullRequest) => pull(hq, caller, request));
  const define = <Name extends RouteName>(options: RouteOptions<Name>): void =>
    defineRoute(app, authenticate, options);

  define({
    name: 'enrol',
    maxBytes: SMALL_BYTES,
    handler: async ({ address }, request) =>
      (await mayTryToEnrol(hq.db, address))
        ? tellEnrolled(hq, await enrolTill(hq, request), false)
        : refused('TOO_MANY'),
  });
  define({
    name: 'renew',
    maxBytes: SMALL_BYTES,
    handler: async (caller, request) => tellEnrolled(hq, await renewTill(hq, caller, request), true),
  });
  define({
    name: 'push',
    maxBytes: MAX_PUSH_BYTES,
    handler: (caller, request) => first(async () => orBadRequest(await push(hq, caller, request))),
  });
  define({
    name: 'sync',
    maxBytes: SMALL_BYTES,
    handler: served(async (caller, request) => {
      await noteContact(hq.db, caller.till, request.unsent);
      return sync(hq, caller, request);
    }),
  });
  define({
    name: 'lease',
    maxBytes: SMALL_BYTES,
    handler: async (caller, request) => {
      if (!caller.served) return refused('REVOKED');
      if (!(await mayAskForOwners(hq.db, caller.till))) return refused('TOO_MANY');
      await noteHeard(hq.db, caller.till);
      return orBadRequest(await requestLease(hq, caller, request));
    },
  });
  define({
    name: 'pull',
    maxBytes: SMALL_BYTES,
    handler: (caller, request) => inTurn(() => pullPage(caller, request)),
  });
  define({
    name: 'dayClose',
    maxBytes: SMALL_BYTES,
    handler: served((caller, request) => closeDay(hq, caller, request)),
  });
  define({
    name: 'deviceLog',
    maxBytes: DEVICE_LOG_BYTES,
    handler: served(async (caller, request) => ({ stored: await storeDeviceLog(hq, caller, request) })),
  });
}

function tellEnrolled<Enrolled extends Result<EnrolResponse, RefusalCode>>(
  hq: Hq,
  enrolled: Enrolled,
  renewed: boolean,
): Enrolled {
  if (enrolled.ok) {
    const { till, epoch } = zCertificate.parse(JSON.parse(enrolled.value.certificate.document));
    hq.tell?.({ kind: 'enrolled', till, epoch, renewed });
  }
  return enrolled;
}

const served =
  <Request, Response>(work: (caller: TillCaller, request: Request) => Promise<Response | null>) =>
  async (caller: TillCaller, request: Request): Promise<Result<Response, RefusalCode>> =>
    caller.served ? orBadRequest(await work(caller, request)) : refused('REVOKED');

const orBadRequest = <T>(value: T | null) => (value === null ? refused('BAD_REQUEST') : ok(value));
