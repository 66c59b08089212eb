/** Shows that an import moves: a bar on a terminal, a line every few seconds elsewhere. On standard error only. */
import type { ByteMeter } from '../source/byte-meter.ts';

const BAR_MS = 200;
const LINE_MS = 5_000;
const BAR_WIDTH = 30;

export type Progress = {
  readonly phase: (name: string) => void;
  /** Takes the bar away, so that a line can be said in its place. */
  readonly clear: () => void;
  readonly stop: () => void;
};

export function showProgress(meter: ByteMeter, out: NodeJS.WriteStream = process.stderr): Progress {
  let phase = 'reading';
  let shown = false;
  const show = (): void => {
    const text = `${phase} ${progressText(phase, meter)}`.trimEnd();
    if (out.isTTY) out.write(`\r\u001b[K${text}`);
    else out.write(`${text}\n`);
    shown = true;
  };
  const clear = (): void => {
    if (shown && out.isTTY) out.write('\r\u001b[K');
    shown = false;
  };
  const timer = setInterval(show, out.isTTY ? BAR_MS : LINE_MS);
  return {
    phase: (name) => {
      phase = name;
      if (out.isTTY) show();
    },
    clear,
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Reading is measured in bytes; writing is one step, whose end nobody knows. */
export function progressText(phase: string, { done, total }: ByteMeter): string {
  if (phase !== 'reading') return '…';
  if (total === 0) return `${megabytes(done)} MB`;
  const share = Math.min(1, done / total);
  const full = Math.floor(share * BAR_WIDTH);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
  return `${bar} ${Math.floor(share * 100)} % of ${megabytes(total)} MB`;
}

const megabytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);
