import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../build/free-port.ts';

test('a wished port is given while it is free, another one while it is taken', async () => {
  const wishedPort = await freePort();
  expect(await freePort(wishedPort)).toBe(wishedPort);
  const holder = createServer().listen(wishedPort, '127.0.0.1');
  await once(holder, 'listening');
  const other = await freePort(wishedPort);
  holder.close();
  expect(other).not.toBe(wishedPort);
  expect(other).toBeGreaterThan(0);
});
