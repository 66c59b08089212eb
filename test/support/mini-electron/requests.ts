import type { CdpSession } from './cdp.ts';
import type { EventOf } from './cdp-protocol.ts';
import { handlerOf, toAppUrl, toWebPolicy } from './protocol.ts';
import { allowsRequest, changeHeaders } from './session.ts';

type Paused = EventOf<'Fetch.requestPaused'>[0];
type Headers = Record<string, string[]>;

export type RequestOwner = {
  readonly cdp: CdpSession;
  readonly targetId: string;
  readonly webContents: unknown;
  /** False when the app prevents the page from going there. */
  readonly allowsNavigation: (webUrl: string) => boolean;
};

/** Decides about one request of a page: the app's own scheme is answered here, the rest goes to the network. */
export async function answerRequest(owner: RequestOwner, paused: Paused): Promise<void> {
  if (paused.responseErrorReason !== undefined) return proceed(owner, paused);
  if (paused.responseStatusCode !== undefined) return passResponse(owner, paused);
  const { request } = paused;
  if (isNavigation(owner, paused) && !owner.allowsNavigation(request.url))
    return fail(owner, paused, 'Aborted');
  const details = { url: toAppUrl(request.url), method: request.method, resourceType: kind(owner, paused) };
  if (!(await allowsRequest(details))) return fail(owner, paused, 'BlockedByClient');
  const handler = handlerOf(request.url);
  if (handler === undefined) return proceed(owner, paused);
  if (handler === 'missing') return fail(owner, paused, 'Failed');
  try {
    await fulfil(owner, paused, await handler(asAppRequest(paused)));
  } catch (cause) {
    console.error(`mini-electron: ${details.url}: ${String(cause)}`);
    await fail(owner, paused, 'Failed');
  }
}

async function fulfil(owner: RequestOwner, paused: Paused, response: Response): Promise<void> {
  const headers: Headers = {};
  response.headers.forEach((value, name) => {
    (headers[name] ??= []).push(value);
  });
  await owner.cdp.send('Fetch.fulfillRequest', {
    requestId: paused.requestId,
    responseCode: response.status,
    responseHeaders: await changedHeaders(owner, paused, headers),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

async function passResponse(owner: RequestOwner, paused: Paused): Promise<void> {
  const headers: Headers = {};
  for (const { name, value } of paused.responseHeaders ?? []) (headers[name] ??= []).push(value);
  await owner.cdp.send('Fetch.continueResponse', {
    requestId: paused.requestId,
    responseCode: paused.responseStatusCode ?? 200,
    responseHeaders: await changedHeaders(owner, paused, headers),
  });
}

async function changedHeaders(owner: RequestOwner, paused: Paused, headers: Headers): Promise<HeaderList> {
  const change = await changeHeaders({
    url: toAppUrl(paused.request.url),
    method: paused.request.method,
    resourceType: kind(owner, paused),
    webContents: owner.webContents,
    responseHeaders: headers,
  });
  return headerList(change.responseHeaders ?? headers);
}

type HeaderList = { name: string; value: string }[];

function headerList(headers: Record<string, string | string[]>): HeaderList {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({
      name,
      value: name.toLowerCase() === 'content-security-policy' ? toWebPolicy(value) : value,
    })),
  );
}

/** A `Request` cannot be made for the app's scheme; it is made for the https address and then renamed. */
function asAppRequest({ request }: Paused): Request {
  const body = request.postData === undefined ? {} : { body: request.postData };
  const made = new Request(request.url, { method: request.method, headers: request.headers, ...body });
  Object.defineProperty(made, 'url', { value: toAppUrl(request.url) });
  return made;
}

function isNavigation(owner: RequestOwner, paused: Paused): boolean {
  return paused.resourceType === 'Document' && paused.frameId === owner.targetId;
}

function kind(owner: RequestOwner, paused: Paused): string {
  return isNavigation(owner, paused) ? 'mainFrame' : paused.resourceType.toLowerCase();
}

async function proceed(owner: RequestOwner, { requestId }: Paused): Promise<void> {
  await owner.cdp.send('Fetch.continueRequest', { requestId });
}

type Refusal = 'Aborted' | 'BlockedByClient' | 'Failed';

async function fail(owner: RequestOwner, { requestId }: Paused, errorReason: Refusal): Promise<void> {
  await owner.cdp.send('Fetch.failRequest', { requestId, errorReason });
}
