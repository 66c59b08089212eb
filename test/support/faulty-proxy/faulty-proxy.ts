/** A line between two programs of this machine that goes wrong in the way a test asks for. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type LineMode =
  | 'good'
  /** Nobody listens. */
  | 'dead'
  /** Something answers each request with text that means nothing. */
  | 'rubbish'
  /** Each answer breaks off in its middle. */
  | 'half';

export type FaultyProxy = {
  readonly port: number;
  readonly set: (mode: LineMode) => Promise<void>;
  readonly close: () => Promise<void>;
};

const RUBBISH = '<html><body>Hotel Wi-Fi: please sign in</body></html>';
const RUBBISH_ANSWER = [
  'HTTP/1.1 200 OK',
  'content-type: application/json',
  `content-length: ${RUBBISH.length}`,
  'connection: close',
  '',
  RUBBISH,
].join('\r\n');

export async function startFaultyProxy(toPort: number): Promise<FaultyProxy> {
  let mode: LineMode = 'good';
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const target = connect({ port: toPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', (hadError) => (hadError ? target.resetAndDestroy() : target.destroySoon()));
    target.on('close', (hadError) => (hadError ? client.resetAndDestroy() : client.destroySoon()));
    client.on('end', () => target.end());
    target.on('end', () => client.end());
    client.on('data', (bytes) => {
      if (mode === 'rubbish') client.end(RUBBISH_ANSWER);
      else target.write(bytes);
    });
    target.on('data', (bytes) => {
      if (mode === 'half') client.write(bytes.subarray(0, bytes.length / 2), () => client.destroy());
      else client.write(bytes);
    });
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    set: async (next) => {
      if (next === 'dead' && mode !== 'dead') await stop();
      if (next !== 'dead' && mode === 'dead') await listen(server, port);
      mode = next;
    },
    close: async () => {
      if (mode !== 'dead') await stop();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
