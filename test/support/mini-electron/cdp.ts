import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Answer, Command, Event, EventOf, Parameters } from './cdp-protocol.ts';

export type CdpSession = {
  readonly send: <C extends Command>(command: C, parameters?: Parameters<C>) => Promise<Answer<C>>;
  readonly on: <E extends Event>(event: E, listener: (payload: EventOf<E>[0]) => void) => void;
};

export type CdpConnection = CdpSession & {
  readonly process: ChildProcess;
  /** Resolves when Chromium is gone; every answer still awaited is refused first. */
  readonly exited: Promise<void>;
  readonly session: (sessionId: string) => CdpSession;
};

type Message = {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};
type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (cause: Error) => void };

/**
 * Starts Chromium and speaks its debugging protocol over a pipe. Chromium dies with this process, even by
 * `kill -9`, because the pipe closes: as a renderer dies with Electron's main process.
 */
export function startChromiumOverPipe(binary: string, args: readonly string[]): CdpConnection {
  const child = spawn(binary, [...args, '--remote-debugging-pipe'], {
    stdio: ['ignore', 'ignore', process.env['MINI_ELECTRON_VERBOSE'] ? 'inherit' : 'ignore', 'pipe', 'pipe'],
  });
  const [, , , toChromium, fromChromium] = child.stdio;
  assert(toChromium && fromChromium, 'the debugging pipe is open');
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Array<(payload: unknown) => void>>();
  let lastId = 0;

  const send = (sessionId: string | undefined, method: string, params: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      (toChromium as Writable).write(`${JSON.stringify({ id: lastId, sessionId, method, params })}\0`);
    });
  const session = (sessionId?: string): CdpSession => ({
    send: ((command, parameters) => send(sessionId, command, parameters ?? {})) as CdpSession['send'],
    on: (event, listener) => {
      const key = listenerKey(sessionId, event);
      listeners.set(key, [...(listeners.get(key) ?? []), listener as (payload: unknown) => void]);
    },
  });
  const dispatch = (message: Message): void => {
    if (message.id !== undefined) settle(waiting, message.id, message);
    else
      for (const f of listeners.get(listenerKey(message.sessionId, message.method)) ?? []) f(message.params);
  };

  readMessages(fromChromium as Readable, dispatch);
  toChromium.on('error', () => undefined);
  fromChromium.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    const gone = (): void => {
      for (const { reject } of waiting.values()) reject(new Error('Chromium has exited'));
      waiting.clear();
      resolve();
    };
    child.once('exit', gone);
    child.once('error', (cause) => {
      console.error(`mini-electron: ${binary} does not start: ${cause.message}`);
      gone();
    });
  });
  return { ...session(), process: child, exited, session };
}

function listenerKey(sessionId: string | undefined, event: string | undefined): string {
  return `${sessionId ?? ''} ${event ?? ''}`;
}

function settle(waiting: Map<number, Waiting>, id: number, message: Message): void {
  const call = waiting.get(id);
  waiting.delete(id);
  if (message.error) call?.reject(new Error(message.error.message));
  else call?.resolve(message.result);
}

/** Messages are JSON texts, each closed by a NUL byte. */
function readMessages(stream: Readable, dispatch: (message: Message) => void): void {
  let parts: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      parts.push(rest.subarray(0, end));
      const text = Buffer.concat(parts).toString('utf8');
      parts = [];
      rest = rest.subarray(end + 1);
      dispatch(JSON.parse(text) as Message);
    }
    if (rest.length > 0) parts.push(rest);
  });
}
