import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { projectRoot } from '../project-root.ts';
import { electronBinary } from '../till/electron-binary.ts';
import { launchTill } from '../till/launch-till.ts';
import { endLeftovers, forgetPrograms, noteProgram } from './leftovers.ts';
import { openPaperWindow } from './paper-window.ts';
import { startProgram } from './program.ts';

type ShopOptions = { readonly dataFolder: string; readonly lang?: string | undefined };
export type Shop = {
  /** The till's exit code; rejects when the shop cannot be opened. */
  readonly tillClosed: Promise<number>;
  readonly stop: () => Promise<void>;
};

const hqStartMs = 180_000;
const printerStartMs = 30_000;

/**
 * Opens head office, the virtual printer with its paper, and the till, and says where each of them is. `stop`
 * may be called at any time, also while they are still opening.
 */
export function startShop(options: ShopOptions): Shop {
  const notes = join(options.dataFolder, 'running.json');
  const stops: Array<() => unknown> = [];
  let stopping = false;
  const keep: Keep = ({ pid, file, stop }) => {
    noteProgram(notes, { pid, file });
    stops.push(stop);
    if (stopping) throw new Error('Stopped while the shop was opening.');
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    for (const stopOne of stops.splice(0).toReversed()) await stopOne();
    forgetPrograms(notes);
  };
  return { tillClosed: openShop(options, notes, keep), stop };
}

async function openShop({ dataFolder, lang }: ShopOptions, notes: string, keep: Keep): Promise<number> {
  const left = await endLeftovers(notes);
  if (left > 0)
    console.log(`An earlier run was cut off; ${left} of its programs were still there and are ended now.`);
  const hqUrl = await startHq(join(dataFolder, 'hq'), keep);
  const printer = await startPrinter(keep);
  const profile = join(dataFolder, 'paper-window');
  const paper = openPaperWindow(printer.paperUrl, profile);
  if (paper) keep({ ...paper, file: profile });
  sayWhatTheTillRunsOn();
  const userData = join(dataFolder, 'till');
  const till = await launchTill({
    userData,
    hqUrl,
    printer: printer.url,
    lang,
    dev: true,
    onLine: console.log,
  });
  keep({ pid: till.pid, file: userData, stop: till.stop });
  console.log('Close the till or press Ctrl+C to end everything.');
  return till.exited;
}

type Kept = { readonly pid: number; readonly file: string; readonly stop: () => unknown };
type Keep = (program: Kept) => void;

async function startHq(data: string, keep: Keep): Promise<string> {
  const port = await choosePort('Head office', 8480);
  const file = join(projectRoot, 'server', 'cli.ts');
  const args = ['serve', '--data', data, '--port', String(port), '--demo'];
  const hq = startProgram({ name: 'Head office', file, args });
  keep({ ...hq, file });
  const [, url = ''] = await hq.line(/^HQ listening on (\S+)/, hqStartMs);
  console.log(`Head office: ${url}`);
  for (const [, code] of hq.find(/^enrolment code (\S+)/))
    console.log(`The till asks for an enrolment code the first time: ${code}`);
  const pins = hq.find(/^cashier (\S+) PIN (\d+)/);
  for (const [, cashier, pin] of pins) console.log(`PIN of cashier ${cashier}: ${pin}`);
  if (pins.length > 0)
    console.log('Write the PINs down: HQ keeps only their hashes and never shows them again.');
  return url;
}

async function startPrinter(keep: Keep): Promise<{ readonly url: string; readonly paperUrl: string }> {
  const port = await choosePort('The printer', 9100);
  const webPort = await choosePort("The printer's paper", 9180);
  const file = join(projectRoot, 'test', 'support', 'virtual-printer', 'cli.ts');
  const args = ['--port', String(port), '--web', String(webPort)];
  const printer = startProgram({ name: 'The virtual printer', file, args });
  keep({ ...printer, file });
  await printer.line(/./, printerStartMs);
  const paperUrl = `http://127.0.0.1:${webPort}`;
  console.log(`Virtual printer: tcp://127.0.0.1:${port}, its paper: ${paperUrl}`);
  return { url: `tcp://127.0.0.1:${port}`, paperUrl };
}

async function choosePort(name: string, wishedPort: number): Promise<number> {
  const port = await freePort(wishedPort);
  if (port !== wishedPort) console.log(`Port ${wishedPort} is taken: ${name} uses ${port}.`);
  return port;
}

function sayWhatTheTillRunsOn(): void {
  console.log(
    electronBinary() === undefined
      ? 'Till: no Electron binary on this machine, so it runs on the stand-in in a window of Chromium.'
      : 'Till: on Electron.',
  );
}
