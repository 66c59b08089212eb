import { createServer } from 'node:net';

/** The wished port of this machine, or another free one when it is taken. */
export async function freePort(wishedPort = 0): Promise<number> {
  const port = await tryPort(wishedPort);
  if (port !== undefined) return port;
  const other = await tryPort(0);
  if (other === undefined) throw new Error('This machine has no free port on 127.0.0.1.');
  return other;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}
