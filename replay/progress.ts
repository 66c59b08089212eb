/** Says how far a replay has come: a bar on a screen, a line every 2,000 invoices in any case. */
import { routes } from '../shared/protocol/routes.ts';
import type { RequestTime } from './shop/watch-requests.ts';
import type { Timings } from './timings.ts';

export const MARK_EVERY = 2_000;
const BAR_CHARS = 30;
const REDRAW_MS = 200;

export type Progress = {
  readonly tick: (invoices: number) => void;
  /** Clears the bar: something else is to be said. */
  readonly done: () => void;
};

/** Standard error, or what stands for it. */
export type Screen = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

export type ProgressParts = {
  readonly total: number;
  /** By earlier runs. */
  readonly done: number;
  readonly timings: Timings;
  /** Bytes of the till's journal. */
  readonly journalBytes: () => number;
  readonly requests: () => ReadonlyMap<string, RequestTime>;
  readonly screen: Screen;
};

const SHOWN = ['engine', 'commit', 'background', 'start', 'day'] as const;

export function startProgress(parts: ProgressParts): Progress {
  const { total, done, timings, journalBytes, requests, screen } = parts;
  const startMs = performance.now();
  let drawnMs = 0;
  let mark = look(done);

  function look(invoices: number) {
    return {
      invoices,
      atMs: performance.now(),
      parts: SHOWN.map((part) => timings.spentMs(part)),
      cpuMs: cpuMs(),
      push: pushTime(),
    };
  }

  function pushTime(): RequestTime {
    return requests().get(routes.push.path) ?? { count: 0, ms: 0 };
  }

  function draw(invoices: number, now: number): void {
    drawnMs = now;
    const share = total === 0 ? 1 : Math.min(1, invoices / total);
    const full = Math.round(share * BAR_CHARS);
    const left = (total - invoices) * ((now - startMs) / Math.max(1, invoices - done));
    const bar = `${'#'.repeat(full)}${'.'.repeat(BAR_CHARS - full)}`;
    screen.write(`\r[${bar}] ${invoices} of ${total} invoices, ${clockText(left)} left\x1b[K`);
  }

  function sayMark(invoices: number): void {
    const now = look(invoices);
    const seconds = (now.atMs - mark.atMs) / 1000;
    const count = invoices - mark.invoices;
    const spent = SHOWN.map((part, index) => {
      const ms = ((now.parts[index] ?? 0) - (mark.parts[index] ?? 0)) / count;
      return `${part} ${ms.toFixed(1)}`;
    });
    const cpu = ((now.cpuMs - mark.cpuMs) / count).toFixed(1);
    const pushed = (now.push.ms - mark.push.ms) / Math.max(1, now.push.count - mark.push.count);
    clear();
    screen.write(
      `${String(invoices).padStart(6)} invoices  ${(count / seconds).toFixed(1).padStart(6)} per second;` +
        ` ms each: ${spent.join(', ')}, CPU ${cpu}, a push ${pushed.toFixed(1)}; journal ${megabytes(journalBytes())};` +
        ` memory ${megabytes(process.memoryUsage.rss())}\n`,
    );
    mark = now;
  }

  const clear = (): void => void (screen.isTTY && screen.write('\r\x1b[K'));
  return {
    tick: (invoices) => {
      if (invoices - mark.invoices >= MARK_EVERY) sayMark(invoices);
      const now = performance.now();
      if (screen.isTTY && now - drawnMs >= REDRAW_MS) draw(invoices, now);
    },
    done: clear,
  };
}

/** Of all threads of this process: the database's own processes are not in it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

export function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
