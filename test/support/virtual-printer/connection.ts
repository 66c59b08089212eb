import type { Socket } from 'node:net';
import type { Token } from '../escpos/token.ts';
import { type PrintEngine, startEngine } from './print-engine.ts';
import { isReady, type PrinterState } from './printer-state.ts';
import { realTimeScanner } from './real-time.ts';
import { automaticStatus, orderedAnswer, realTimeStatus } from './status-bytes.ts';

/** What a printer takes in while it cannot print. After that it stops reading, and its sender's writes stall. */
export const receiveBufferBytes = 64 * 1024;
/** A connection that sends more than this is reset: no receipt is that long. */
export const maxJobBytes = 16 * 1024 * 1024;

export type Ending = 'closed' | 'reset' | 'power-off';

export type ConnectionHooks = {
  readonly state: () => PrinterState;
  readonly tokenPrinted: (token: Token) => void;
  /** The sender asked to go on after an error (`DLE ENQ`). */
  readonly recover: () => void;
  readonly finished: (ending: Ending) => void;
};

/**
 * One sender. Bytes pass the network side (where the faults of `mode` strike), the real-time scanner (answered at
 * once, even off line) and the buffer. A sender that hangs up does not take its bytes back: as with a real printer,
 * what stands in the buffer prints as soon as the printer can.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #hooks: ConnectionHooks;
  readonly #engine: PrintEngine;
  readonly #scan = realTimeScanner();
  /** Arrived, but not let through yet: kept back by the mode or by a full buffer. */
  #held: Buffer = Buffer.alloc(0);
  #receivedBytes = 0;
  #ending: Ending = 'closed';
  #senderIsDone = false;
  #isFinished = false;
  #isAutomatic = false;
  #lastAutomatic = '';
  #isAdvancing = false;
  #mustAdvanceAgain = false;

  constructor(socket: Socket, hooks: ConnectionHooks) {
    this.#socket = socket;
    this.#hooks = hooks;
    this.#engine = startEngine({
      isReady: () => isReady(hooks.state()),
      done: (token) => this.#carriedOut(token),
    });
    socket.on('data', (bytes: Buffer) => {
      this.#held = Buffer.concat([this.#held, bytes]);
      this.advance();
    });
    socket.on('end', () => this.#senderEnds());
    socket.on('close', () => this.#senderEnds());
    socket.on('error', () => {});
  }

  get printed(): Buffer {
    return this.#engine.printed();
  }

  get waitingBytes(): number {
    return this.#held.length + this.#engine.waitingBytes();
  }

  /** Goes on as far as the printer's state allows. Called for new bytes and for every change of state. */
  advance(): void {
    this.#mustAdvanceAgain = true;
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    while (this.#mustAdvanceAgain) {
      this.#mustAdvanceAgain = false;
      this.#engine.run();
      while (this.#letThrough() > 0) this.#engine.run();
      this.#applyLimits();
      this.#tellAutomatically();
      this.#finishIfDone();
    }
    this.#isAdvancing = false;
  }

  /** What was not printed is gone, and the sender is cut off. */
  drop(ending: Exclude<Ending, 'closed'>): void {
    this.#ending = ending;
    this.#held = Buffer.alloc(0);
    if (ending === 'power-off') this.#engine.clear();
    if (ending === 'reset') this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  #senderEnds(): void {
    this.#senderIsDone = true;
    this.advance();
  }

  #letThrough(): number {
    const bytes = this.#held.subarray(0, Math.min(this.#allowedBytes(), this.#freeBytes()));
    this.#held = this.#held.subarray(bytes.length);
    this.#receivedBytes += bytes.length;
    if (bytes.length > 0) this.#takeIn(bytes);
    return bytes.length;
  }

  #takeIn(bytes: Buffer): void {
    const requests = this.#scan(bytes);
    for (const { kind, n } of requests) {
      if (kind === 'status') this.#answer(Uint8Array.of(realTimeStatus(n, this.#hooks.state())));
      else if (n === 2) this.#engine.clear();
    }
    this.#engine.accept(bytes);
    if (requests.some((request) => request.kind === 'recover')) this.#hooks.recover();
  }

  /** How many more bytes of this connection the network side lets through. */
  #allowedBytes(): number {
    const { mode } = this.#hooks.state();
    if (mode.kind === 'never-reads') return 0;
    if (mode.kind !== 'stalls-after' && mode.kind !== 'resets-after') return Number.POSITIVE_INFINITY;
    return Math.max(0, mode.bytes - this.#receivedBytes);
  }

  /** While it prints, a command may be longer than the buffer; while it cannot, the buffer is all there is. */
  #freeBytes(): number {
    if (isReady(this.#hooks.state())) return Number.POSITIVE_INFINITY;
    return Math.max(0, receiveBufferBytes - this.#engine.waitingBytes());
  }

  #applyLimits(): void {
    const mustReset = this.#hooks.state().mode.kind === 'resets-after' && this.#allowedBytes() === 0;
    if ((mustReset || this.#receivedBytes > maxJobBytes) && !this.#socket.destroyed) this.drop('reset');
    else if (this.#allowedBytes() === 0 || this.#freeBytes() === 0) this.#socket.pause();
    else this.#socket.resume();
  }

  #carriedOut(token: Token): void {
    if (token.command === 'GS a') this.#isAutomatic = (token.params[0] ?? 0) !== 0;
    const answer = orderedAnswer(token, this.#hooks.state());
    if (answer !== undefined) this.#answer(answer);
    this.#hooks.tokenPrinted(token);
  }

  #tellAutomatically(): void {
    const bytes = Uint8Array.from(automaticStatus(this.#hooks.state()));
    const text = this.#isAutomatic ? bytes.join() : '';
    if (text !== '' && text !== this.#lastAutomatic) this.#answer(bytes);
    this.#lastAutomatic = text;
  }

  #answer(bytes: Uint8Array): void {
    if (this.#hooks.state().mode.kind !== 'mute' && this.#socket.writable) this.#socket.write(bytes);
  }

  #finishIfDone(): void {
    if (!this.#senderIsDone || this.#isFinished || this.#held.length > 0) return;
    this.#engine.end();
    if (this.#engine.waitingBytes() > 0) return;
    this.#isFinished = true;
    if (this.#socket.writable) this.#socket.end();
    this.#hooks.finished(this.#ending);
  }
}
