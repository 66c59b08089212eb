import { parseArgs } from 'node:util';
import { startPaperPage } from './paper-page.ts';
import { startVirtualPrinter } from './virtual-printer.ts';

const usage = `A receipt printer on this machine, and a page that shows its paper.

  --port N    where jobs come in (default 9100, 0 = any free port)
  --web N     where the page is (default 9180, 0 = any free port)
  --width N   cells on a line: 32, 42 or 48 (default 48)
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    web: { type: 'string', default: '9180' },
    width: { type: 'string', default: '48' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else await run();

async function run(): Promise<void> {
  const [port, web, widthCells] = [portOf(values.port), portOf(values.web), widthOf(values.width)];
  if (port === undefined || web === undefined || widthCells === undefined) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const printer = await startVirtualPrinter({ port, widthCells });
  const page = await startPaperPage(printer, { port: web });
  process.stdout.write(
    `printer on tcp://127.0.0.1:${printer.port}, paper at http://127.0.0.1:${page.port}\n`,
  );
  const stop = () => void Promise.all([page.close(), printer.close()]);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function portOf(text: string): number | undefined {
  const port = Number(text);
  return /^\d+$/.test(text) && port <= 65535 ? port : undefined;
}

function widthOf(text: string): 32 | 42 | 48 | undefined {
  return ([32, 42, 48] as const).find((width) => String(width) === text);
}
