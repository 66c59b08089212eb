// `npm start`: everything on one machine. Sets the project up, then start/start.ts opens HQ, printer and till.
import { join } from 'node:path';
import { ensureChromium } from './setup/chromium.mjs';
import { projectNode } from './setup/node.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { orExit } from './setup/report.mjs';
import { projectRoot } from './setup/root.mjs';
import { runChild } from './setup/run-child.mjs';

const args = process.argv.slice(2);
const node = await orExit(async () => {
  ensurePackages();
  if (!args.includes('--help')) await ensureChromium();
  return projectNode();
});
process.exit(await runChild(node, [join(projectRoot, 'build', 'start', 'start.ts'), ...args]));
