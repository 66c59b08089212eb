/** Every route between tills and HQ. One contract serves both ends; the fingerprint test hashes all of it. */
import { z } from 'zod';
import { zDayCloseRequest, zDayCloseResponse } from './day-close.ts';
import { zEnrolRequest, zEnrolResponse, zRenewRequest } from './enrol.ts';
import { zDeviceLogUpload } from './health.ts';
import { zLeaseRequest, zLeaseResponse } from './lease.ts';
import { zPullRequest, zPullResponse } from './pull.ts';
import { zPushRequest } from './push.ts';
import { zSignedDocument } from './signed.ts';
import { zSyncRequest, zSyncResponse } from './sync.ts';

/** `open` routes need no till; `till` routes carry the headers of request-signature.ts. All are POST with JSON. */
export const routes = {
  enrol: { path: '/osp1/enrol', auth: 'open', request: zEnrolRequest, response: zEnrolResponse },
  /** The next epoch for a till whose chain is sound, asked for by the till itself under its present key. */
  renew: { path: '/osp1/renew', auth: 'till', request: zRenewRequest, response: zEnrolResponse },
  /** Answers an Ack as a document signed by HQ. */
  push: { path: '/osp1/push', auth: 'till', request: zPushRequest, response: zSignedDocument },
  sync: { path: '/osp1/sync', auth: 'till', request: zSyncRequest, response: zSyncResponse },
  lease: { path: '/osp1/lease', auth: 'till', request: zLeaseRequest, response: zLeaseResponse },
  pull: { path: '/osp1/pull', auth: 'till', request: zPullRequest, response: zPullResponse },
  dayClose: { path: '/osp1/day-close', auth: 'till', request: zDayCloseRequest, response: zDayCloseResponse },
  deviceLog: {
    path: '/osp1/device-log',
    auth: 'till',
    request: zDeviceLogUpload,
    response: z.strictObject({ stored: z.int().min(0) }),
  },
} as const;

export type RouteName = keyof typeof routes;
export type RouteRequest<Name extends RouteName> = z.infer<(typeof routes)[Name]['request']>;
export type RouteResponse<Name extends RouteName> = z.infer<(typeof routes)[Name]['response']>;

/** HQ's refusals carry a code and nothing that a stranger could learn from. */
export const REFUSALS = {
  BAD_REQUEST: 400,
  UNKNOWN_TILL: 401,
  BAD_SIGNATURE: 401,
  REPLAYED: 401,
  REVOKED: 403,
  CODE_INVALID: 404,
  CODE_OTHER_TILL: 409,
  CODE_EXPIRED: 410,
  WRONG_PROTOCOL: 426,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  INTERNAL: 500,
} as const;
export type RefusalCode = keyof typeof REFUSALS;
export const zRefusal = z.object({ code: z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]) });
