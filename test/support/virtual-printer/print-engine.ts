import { nextToken, type Token, TRUNCATED } from '../escpos/token.ts';

/** The part that prints: takes commands from the buffer one by one, in order, and only while the printer is ready. */
export type PrintEngine = {
  readonly accept: (bytes: Uint8Array) => void;
  /** Runs until the buffer is empty, ends inside a command, or the printer stops being ready. */
  readonly run: () => void;
  /** No more bytes will come: a command that is still cut off counts as printed rubbish. */
  readonly end: () => void;
  readonly clear: () => void;
  readonly waitingBytes: () => number;
  readonly printed: () => Buffer;
};

export type EngineHooks = {
  readonly isReady: () => boolean;
  /** Called after each command that was carried out. */
  readonly done: (token: Token) => void;
};

export function startEngine(hooks: EngineHooks): PrintEngine {
  let waiting: Buffer = Buffer.alloc(0);
  const printed: Buffer[] = [];
  let hasEnded = false;
  const take = (length: number) => {
    printed.push(waiting.subarray(0, length));
    waiting = waiting.subarray(length);
  };
  const run = () => {
    while (waiting.length > 0) {
      const token = nextToken(waiting, 0);
      if (!hooks.isReady() && !isRealTime(token)) return;
      if (token === 'more' && !hasEnded) return;
      take(token === 'more' ? waiting.length : token.length);
      if (token !== 'more' && token.command !== TRUNCATED) hooks.done(token);
    }
  };
  return {
    accept: (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
    },
    run,
    end: () => {
      hasEnded = true;
      run();
    },
    clear: () => {
      waiting = Buffer.alloc(0);
    },
    waitingBytes: () => waiting.length,
    printed: () => Buffer.concat(printed),
  };
}

/** Answered when they came; at the head of the buffer they hold up nothing, so that a mere question can end. */
function isRealTime(token: Token | 'more'): boolean {
  return token !== 'more' && (token.command === 'DLE EOT' || token.command === 'DLE ENQ');
}
