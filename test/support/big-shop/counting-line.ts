/** A line to HQ that counts the documents which pass it, and can be cut. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

export type CountingLine = {
  readonly port: number;
  /** Documents of this collection that a till has been given since the last `forget`. */
  readonly documents: (collection: string) => number;
  readonly forget: () => void;
  /** Cut: what is under way breaks off, and nobody answers. */
  readonly setCut: (isCut: boolean) => void;
  readonly close: () => Promise<void>;
};

type Pulled = { readonly collection: string; readonly documents: readonly unknown[] };

export async function startCountingLine(toPort: number): Promise<CountingLine> {
  const counts = new Map<string, number>();
  let isCut = false;

  async function carry(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await forward(toPort, incoming, await bytesOf(incoming));
    const body = await bytesOf(answer);
    if (isCut) return void incoming.socket.destroy();
    if (incoming.url?.endsWith('/pull') && answer.statusCode === 200) {
      const { collection, documents } = pulled(answer, body);
      counts.set(collection, (counts.get(collection) ?? 0) + documents.length);
    }
    const { 'transfer-encoding': _framing, connection: _hop, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': body.length }).end(body);
  }

  const server = createServer((incoming, response) => {
    if (isCut) return void incoming.socket.destroy();
    carry(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    documents: (collection) => counts.get(collection) ?? 0,
    forget: () => counts.clear(),
    setCut: (cut) => {
      isCut = cut;
      if (cut) server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const pulled = ({ headers }: IncomingMessage, body: Buffer): Pulled =>
  JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8')) as Pulled;

function forward(toPort: number, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const { connection: _hop, 'transfer-encoding': _framing, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port: toPort,
        host: '127.0.0.1',
        path: incoming.url,
        method: incoming.method,
        headers: { ...headers, 'content-length': body.length },
      },
      resolve,
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
