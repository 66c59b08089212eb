import { EventEmitter } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { CodePages } from '../escpos/code-pages.ts';
import type { Receipt } from '../escpos/events.ts';
import { type Interpretation, interpret } from '../escpos/interpret.ts';
import type { Token } from '../escpos/token.ts';
import { Connection, type Ending } from './connection.ts';
import { applyChange, type PrinterState, readyState, useLines } from './printer-state.ts';

/** Older jobs are forgotten: a printer that runs for weeks must not fill the memory. */
export const maxKeptJobs = 1000;

export type VirtualPrinterOptions = {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly widthCells?: 32 | 42 | 48;
  readonly codePages?: CodePages;
  readonly startsChinese?: boolean;
  readonly state?: Partial<PrinterState>;
};

/** What one connection has printed, kept when the connection is over and its last byte is on paper. */
export type PrintJob = {
  readonly number: number;
  readonly bytes: Buffer;
  readonly interpretation: Interpretation;
  readonly ending: Ending;
};

export type PrinterEvents = {
  readonly job: [job: PrintJob];
  /** State or paper have changed; also fires while a job is still coming in. */
  readonly change: [];
};

export type VirtualPrinter = {
  readonly port: number;
  readonly widthCells: number;
  readonly events: EventEmitter<PrinterEvents>;
  /** In the order in which they ended. Connections that only ask for status are no jobs. */
  readonly jobs: readonly PrintJob[];
  readonly state: PrinterState;
  readonly set: (change: Partial<PrinterState>) => void;
  /** Resolves when the job of that number (1 is the first) has ended; rejects when the printer closes before. */
  readonly waitForJob: (number: number) => Promise<PrintJob>;
  /** All paper so far, also of connections that are still open. */
  readonly receipts: () => readonly Receipt[];
  /** Bytes that were taken in and are not on paper. */
  readonly waitingBytes: () => number;
  readonly openConnections: () => number;
  /** Off and on: connections break, buffers are lost, a jammed cutter is free again. */
  readonly powerCycle: () => void;
  readonly close: () => Promise<void>;
};

/** A TCP receipt printer on this machine. Several senders may be connected; each prints its own job. */
export async function startVirtualPrinter(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
  const printer = new Printer(options);
  await printer.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  return printer;
}

class Printer implements VirtualPrinter {
  readonly widthCells: number;
  readonly events = new EventEmitter<PrinterEvents>();
  readonly #options: VirtualPrinterOptions;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #jobs: PrintJob[] = [];
  #jobCount = 0;
  #state: PrinterState;

  constructor(options: VirtualPrinterOptions) {
    this.#options = options;
    this.widthCells = options.widthCells ?? 48;
    this.#state = applyChange(readyState, options.state ?? {});
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      const connection: Connection = new Connection(socket, {
        state: () => this.#state,
        tokenPrinted: (token) => this.#usePaper(token),
        recover: () => this.#state.error === 'cutter' && this.set({ error: 'none' }),
        finished: (ending) => this.#finish(connection, ending),
      });
      this.#connections.add(connection);
      socket.on('data', () => this.events.emit('change'));
      connection.advance();
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get jobs(): readonly PrintJob[] {
    return this.#jobs;
  }

  get state(): PrinterState {
    return this.#state;
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  set(change: Partial<PrinterState>): void {
    this.#state = applyChange(this.#state, change);
    for (const connection of this.#connections) connection.advance();
    this.events.emit('change');
  }

  waitForJob(number: number): Promise<PrintJob> {
    const kept = this.#jobs.find((job) => job.number === number);
    if (kept !== undefined) return Promise.resolve(kept);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.events.off('job', onJob);
        this.#server.off('close', onClose);
      };
      const onJob = (job: PrintJob) => {
        if (job.number !== number) return;
        stop();
        resolve(job);
      };
      const onClose = () => {
        stop();
        reject(new Error(`the printer closed before job ${number} ended`));
      };
      this.events.on('job', onJob);
      this.#server.on('close', onClose);
    });
  }

  receipts(): readonly Receipt[] {
    const open = [...this.#connections].map((connection) => this.#interpret(connection.printed));
    return [...this.#jobs.map((job) => job.interpretation), ...open].flatMap(({ receipts }) => receipts);
  }

  waitingBytes(): number {
    return [...this.#connections].reduce((sum, connection) => sum + connection.waitingBytes, 0);
  }

  openConnections(): number {
    return this.#connections.size;
  }

  powerCycle(): void {
    for (const connection of this.#connections) connection.drop('power-off');
    this.set({ error: 'none' });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      for (const connection of this.#connections) connection.drop('power-off');
    });
  }

  #interpret(bytes: Uint8Array): Interpretation {
    const { codePages, startsChinese } = this.#options;
    return interpret(bytes, {
      widthCells: this.widthCells,
      ...(codePages === undefined ? {} : { codePages }),
      ...(startsChinese === undefined ? {} : { startsChinese }),
    });
  }

  #usePaper(token: Token): void {
    const lines = token.command === 'LF' ? 1 : token.command === 'ESC d' ? (token.params[0] ?? 0) : 0;
    const next = useLines(this.#state, lines);
    if (next !== this.#state) this.set(next);
  }

  #finish(connection: Connection, ending: Ending): void {
    this.#connections.delete(connection);
    const interpretation = this.#interpret(connection.printed);
    const isJob =
      interpretation.unexplained.length > 0 || interpretation.events.some(({ kind }) => kind !== 'status');
    if (isJob) {
      this.#jobCount += 1;
      const job: PrintJob = { number: this.#jobCount, bytes: connection.printed, interpretation, ending };
      this.#jobs.push(job);
      if (this.#jobs.length > maxKeptJobs) this.#jobs.shift();
      this.events.emit('job', job);
    }
    this.events.emit('change');
  }
}
