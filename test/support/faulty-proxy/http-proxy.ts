/** A line that understands HTTP, so that it can go wrong in the ways in which whole requests and answers do. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type HttpFault, half, withOneBitFlipped } from './http-faults.ts';

export type HttpProxy = {
  readonly url: string;
  /** How often each fault has happened; `none` counts what went well. */
  readonly counts: () => Readonly<Record<string, number>>;
  /** Delivers what was overtaken and not followed by anything. */
  readonly deliverLate: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type HttpProxyOptions = {
  readonly toUrl: string;
  readonly fault: (path: string) => HttpFault;
  readonly random: () => number;
};

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};
type Answered = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

const LATEST_MS = 40;

export async function startHttpProxy({ toUrl, fault, random }: HttpProxyOptions): Promise<HttpProxy> {
  const counts = new Map<HttpFault, number>();
  const overtaken: Asked[] = [];

  async function deliverLate(): Promise<void> {
    for (const asked of overtaken.splice(0)) await forward(toUrl, asked);
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await askedBy(incoming);
    const what = fault(asked.path);
    counts.set(what, (counts.get(what) ?? 0) + 1);
    const hangUp = (): void => void incoming.socket.destroy();
    switch (what) {
      case 'requestLost':
        return hangUp();
      case 'overtaken':
        overtaken.push(asked);
        return hangUp();
      case 'requestTwice':
        await forward(toUrl, asked);
        break;
      case 'late':
        await delay(random() * LATEST_MS);
        break;
      default:
    }
    const answer = await forward(toUrl, damaged(asked, what));
    await deliverLate();
    if (what === 'answerLost') return hangUp();
    if (what === 'answerBroken') return breakOff(response, answer);
    const body =
      what === 'answerCut'
        ? half(answer.body)
        : what === 'answerFlipped'
          ? withOneBitFlipped(answer.body, random)
          : answer.body;
    response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length }).end(body);
  }

  const damaged = (asked: Asked, what: HttpFault): Asked => {
    if (what === 'requestCut') return { ...asked, body: half(asked.body) };
    return what === 'requestFlipped' ? { ...asked, body: withOneBitFlipped(asked.body, random) } : asked;
  };

  const server = createServer((incoming, response) => {
    // HQ is away, or the till has given up: either way there is nobody to tell.
    handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts: () => Object.fromEntries(counts),
    deliverLate,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function askedBy(incoming: IncomingMessage): Promise<Asked> {
  const { method = 'POST', url = '/', headers } = incoming;
  return { method, path: url, headers, body: await bytesOf(incoming) };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward(toUrl: string, { method, path, headers, body }: Asked): Promise<Answered> {
  const { connection: _hop, 'transfer-encoding': _framing, ...kept } = headers;
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, toUrl),
      { method, headers: { ...kept, 'content-length': body.length }, agent: false },
      (answer) => {
        const { 'transfer-encoding': _chunked, connection: _close, ...answerHeaders } = answer.headers;
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answerHeaders, body: bytes }),
          reject,
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

function breakOff(response: ServerResponse, { status, headers, body }: Answered): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.write(half(body), () => response.destroy());
}
