/**
 * An HQ in memory that keeps its promises, except where a test asks for a fault. It checks what tills send as strictly
 * as the real one: signatures, nonces, chain, schemas. A till that breaks the protocol fails its test here.
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { genesisTip } from '../../../electron/journal/verify-chain.ts';
import { sha256Hex } from '../../../electron/keys/digest.ts';
import { signatureHolds } from '../../../electron/keys/ed25519.ts';
import type { Place } from '../../../shared/catalog/place.ts';
import { asId, type TillId } from '../../../shared/kernel/ids.ts';
import { MAX_SYNC_GRANTS } from '../../../shared/kernel/limits.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import { requestHashText } from '../../../shared/ledger/texts.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { DayCloseRequest, DayCloseResponse } from '../../../shared/protocol/day-close.ts';
import type { EnrolResponse } from '../../../shared/protocol/enrol.ts';
import type { LeaseRequest, LeaseResponse } from '../../../shared/protocol/lease.ts';
import type { CollectionName } from '../../../shared/protocol/pull.ts';
import { requestText } from '../../../shared/protocol/request-signature.ts';
import {
  type RouteName,
  type RouteRequest,
  type RouteResponse,
  routes,
} from '../../../shared/protocol/routes.ts';
import type { StaffSecret, SyncResponse } from '../../../shared/protocol/sync.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { programme } from '../builders/programme.ts';
import { type ChainBook, chainBook } from './chain-book.ts';
import { demoStaff, HQ_KEY, PIN_PEPPER, place, STORE_KEY, signed } from './documents.ts';
import { type Fault, misbehave, refuse } from './faults.ts';

export const CODE = 'ABCD-EFGH-JKMN-PQRS';

export type FakeHq = {
  readonly url: string;
  /** What HQ would answer; tests change it. */
  readonly says: {
    place: Place;
    programmes: readonly Programme[];
    staff: readonly StaffSecret[];
    timeMs: EpochMs;
    revoked: boolean;
    feeds: SyncResponse['feeds'];
    /** Rights, in the order of their log indexes: what lies behind the till's `grantsAfter` is handed out. */
    grants: readonly LeaseGrant[];
    recalls: SyncResponse['recalls'];
    tick: boolean;
    /** What is answered to who asks for a right. */
    lease: (request: LeaseRequest) => LeaseResponse;
    /** Where HQ's log stands; null: behind all that it holds. */
    logIndex: number | null;
    day: (request: DayCloseRequest) => DayCloseResponse;
    /** Signs in HQ's name; tests put another key here. */
    sign: typeof signed;
  };
  /** The current epoch's chain, or that of an older one. */
  readonly book: (epoch?: number) => ChainBook;
  /** Requests that have arrived, faults included. */
  readonly arrivals: { readonly route: RouteName; readonly body: unknown }[];
  /** Resolves when the next request of a route arrives. */
  readonly arrival: (route: RouteName) => Promise<void>;
  /** These faults happen to the next requests of a route, one each. */
  readonly faults: (route: RouteName, ...faults: readonly Fault[]) => void;
  /** Nobody answers at this address any more, until `up`. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startFakeHq(): Promise<FakeHq> {
  const says: FakeHq['says'] = {
    place: place(),
    programmes: [programme()],
    staff: await demoStaff(),
    timeMs: epochMs(1_795_336_200_000),
    revoked: false,
    feeds: { products: '1', members: '1', programmes: '1', staff: '1' },
    grants: [],
    recalls: [],
    tick: false,
    lease: () => ({ kind: 'insufficient', largest: 0 }),
    logIndex: null,
    day: () => ({ confirmed: true, differences: [] }),
    sign: signed,
  };
  const waiting = new Map<RouteName, Fault[]>();
  const arrivals: FakeHq['arrivals'] = [];
  const arrived = new EventEmitter();
  const nonces = new Set<string>();
  const epochs: { readonly publicKey: string; readonly book: ChainBook }[] = [];

  const answers: { [Name in RouteName]: (request: RouteRequest<Name>) => RouteResponse<Name> } = {
    enrol: ({ publicKey }) => openEpoch(publicKey),
    renew: ({ epoch, publicKey }) => {
      const given = epochs[epoch];
      if (given && given.publicKey !== publicKey) throw new Error('this epoch was given to another key');
      return given ? enrolAnswer(says, { epoch: epoch + 1, publicKey }) : openEpoch(publicKey);
    },
    push: ({ epoch, entries }) => says.sign(book(epoch).take(entries, says.timeMs)),
    sync: ({ programmeVersion, grantsAfter }) => ({
      hqTimeMs: says.timeMs,
      logIndex:
        says.logIndex ?? Math.max(100 + book().held.length, ...says.grants.map((grant) => grant.logIndex)),
      revoked: says.revoked,
      place: says.sign(says.place),
      programmes: says.programmes
        .filter(({ version }) => version > programmeVersion)
        .map((each) => says.sign(each)),
      staff: [...says.staff],
      grants: says.grants
        .filter(({ logIndex }) => logIndex > grantsAfter)
        .slice(0, MAX_SYNC_GRANTS)
        .map((each) => says.sign(each)),
      recalls: says.recalls,
      tick: says.tick,
      feeds: says.feeds,
    }),
    lease: (request) => says.lease(request),
    pull: ({ collection }) => emptyPage(collection),
    dayClose: (request) => says.day(request),
    deviceLog: ({ rows }) => ({ stored: rows.length }),
  };

  function openEpoch(publicKey: string): EnrolResponse {
    const epoch = epochs.length + 1;
    epochs.at(-1)?.book.end();
    const genesis = genesisTip({ till: says.place.till.id, epoch, publicKey });
    epochs.push({ publicKey, book: chainBook(genesis, publicKey) });
    return enrolAnswer(says, { epoch, publicKey });
  }

  function book(epoch = epochs.length): ChainBook {
    const of = epochs[epoch - 1];
    if (!of) throw new Error(`no till is enrolled under epoch ${epoch}`);
    return of.book;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const name = (Object.keys(routes) as RouteName[]).find((each) => routes[each].path === request.url);
    if (!name) return refuse(response, 'BAD_REQUEST');
    const parsed = routes[name].request.safeParse(JSON.parse(body));
    arrivals.push({ route: name, body: parsed.data });
    arrived.emit(name);
    const work = (): string => JSON.stringify((answers[name] as (asked: unknown) => unknown)(parsed.data));
    const fault = waiting.get(name)?.shift();
    if (fault) return misbehave(fault, { request, response, work });
    if (!parsed.success) return refuse(response, 'BAD_REQUEST');
    if (name === 'enrol' && (parsed.data as { code: string }).code !== CODE)
      return refuse(response, 'CODE_INVALID');
    if (
      name === 'enrol' &&
      ![null, says.place.till.id].includes((parsed.data as { till: TillId | null }).till)
    )
      return refuse(response, 'CODE_OTHER_TILL');
    if (name !== 'enrol' && !isSigned(request, body)) return refuse(response, 'BAD_SIGNATURE');
    response.writeHead(200, { 'content-type': 'application/json' }).end(work());
  }

  function isSigned({ headers, url }: IncomingMessage, body: string): boolean {
    const nonce = String(headers['puncta-nonce']);
    const device = epochs[Number(headers['puncta-epoch']) - 1];
    if (!device || nonces.has(nonce)) return false;
    nonces.add(nonce);
    const text = requestText({
      protocol: PROTOCOL_VERSION,
      path: url ?? '',
      bodyHash: sha256Hex(body),
      till: asId<TillId>(String(headers['puncta-till'])),
      epoch: Number(headers['puncta-epoch']),
      nonce,
    });
    const sig = String(headers['puncta-signature']);
    return signatureHolds({ publicKey: device.publicKey, hash: sha256Hex(requestHashText(text)), sig });
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((cause: unknown) => {
      console.error('fake HQ:', cause);
      refuse(response, 'INTERNAL');
    });
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    says,
    book,
    arrivals,
    arrival: async (route) => {
      await once(arrived, route);
    },
    faults: (route, ...faults) => waiting.set(route, [...(waiting.get(route) ?? []), ...faults]),
    down: close,
    up: () => listen(port),
    close,
  };
}

function enrolAnswer(
  says: FakeHq['says'],
  { epoch, publicKey }: { epoch: number; publicKey: string },
): EnrolResponse {
  const till = says.place.till.id;
  const certificate = { till, epoch, publicKey, place: says.place, issuedAtMs: says.timeMs };
  return {
    certificate: says.sign(certificate),
    hqPublicKey: HQ_KEY.publicKey,
    storeKey: STORE_KEY,
    pinPepper: PIN_PEPPER,
  };
}

const emptyPage = (collection: CollectionName): RouteResponse<'pull'> => ({
  collection,
  documents: [],
  checkpoint: '1',
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}
