import { connect, type Socket } from 'node:net';

/** The till's side of a printer connection in tests: writes, and collects what the printer answers. */
export type Sender = {
  readonly socket: Socket;
  readonly send: (...parts: readonly (Uint8Array | readonly number[])[]) => void;
  /** Resolves with the first `count` answer bytes that were not read yet; rejects when the connection ends before. */
  readonly answer: (count: number) => Promise<readonly number[]>;
  /** Half-closes and resolves, when the printer has closed too, with the answers that were not read. */
  readonly finish: () => Promise<readonly number[]>;
  /** Resolves when the connection is over, however it ended: 'reset' if the printer broke it. */
  readonly over: Promise<'closed' | 'reset'>;
};

export async function connectSender(port: number): Promise<Sender> {
  const socket = connect({ port, host: '127.0.0.1' });
  let unread: number[] = [];
  let isOver = false;
  const waiting: {
    count: number;
    resolve: (bytes: readonly number[]) => void;
    reject: (cause: Error) => void;
  }[] = [];
  const serve = () => {
    for (let next = waiting[0]; next !== undefined && unread.length >= next.count; next = waiting[0]) {
      waiting.shift();
      next.resolve(unread.slice(0, next.count));
      unread = unread.slice(next.count);
    }
    if (isOver)
      for (const { count, reject } of waiting.splice(0)) reject(new Error(`no ${count} bytes came`));
  };
  socket.on('data', (bytes) => {
    unread.push(...bytes);
    serve();
  });
  let wasReset = false;
  socket.on('error', () => {
    wasReset = true;
  });
  const over = new Promise<'closed' | 'reset'>((resolve) => {
    socket.on('close', () => {
      isOver = true;
      serve();
      resolve(wasReset ? 'reset' : 'closed');
    });
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return {
    socket,
    over,
    send: (...parts) => {
      socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
    },
    answer: (count) =>
      new Promise((resolve, reject) => {
        waiting.push({ count, resolve, reject });
        serve();
      }),
    finish: async () => {
      socket.end();
      await over;
      return unread;
    },
  };
}
