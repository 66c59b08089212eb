// `npm start`: head office, printer and till on this machine. Without a display it plays the demo day.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBundles } from '../bundle/ensure-bundles.ts';
import { projectRoot } from '../project-root.ts';
import { hasDisplay, playDemo } from './play-demo.ts';
import { startShop } from './start-shop.ts';
import { untilStopped } from './until-stopped.ts';

const help = `Usage: npm start -- [options]

  --data DIR        where head office and till keep their data (default .data)
  --lang ro|ru|en   language of the screen before anybody signs in
  --help            this text
`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(projectRoot, '.data') },
    lang: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
if (!hasDisplay()) process.exit(await playDemo());

if ((await ensureBundles()) === 'built') console.log('The till was built from its sources.');
const shop = startShop({ dataFolder: resolve(values.data), lang: values.lang });
const ended = shop.tillClosed.catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : cause);
  return 1;
});
await untilStopped(ended, shop.stop);
