/** Replays, and dies by kill -9 at a chosen moment: a process of its own, started by a test. */
import { replay } from '../../../replay/replay.ts';

const [about = '{}'] = process.argv.slice(2);
const { invoices, laterMs, ...where } = JSON.parse(about) as {
  file: string;
  folder: string;
  databaseUrl: string;
  limit: number;
  invoices: number;
  laterMs: number;
};

const die = (): void => void process.kill(process.pid, 'SIGKILL');
let asked = 0;
await replay({
  ...where,
  report: null,
  allowNoFsync: true,
  shouldStop: () => {
    asked += 1;
    if (asked > invoices && laterMs === 0) die();
    if (asked > invoices) setTimeout(die, laterMs);
    return false;
  },
  screen: { write: () => undefined },
});
