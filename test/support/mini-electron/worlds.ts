import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CdpSession } from './cdp.ts';
import { codecSource } from './codec.ts';

/** The world of the preload, invisible to the page's own scripts. */
export const preloadWorld = 'Electron Isolated Context';
export const bindingName = '__miniElectronSend';

const source = (name: string): string => readFileSync(join(import.meta.dirname, 'world', name), 'utf8');
const bridgeSource = source('bridge.js');
const pageSource = source('page-world.js');
const preloadSource = source('preload-world.js');

export type WorldOptions = {
  readonly preload?: string | undefined;
  readonly additionalArguments?: readonly string[] | undefined;
};

/** Prepares every document of a page: bridge in the page's world, preload in its own. */
export async function installWorlds(cdp: CdpSession, options: WorldOptions): Promise<void> {
  const constants = {
    MINI_SECRET: randomBytes(8).toString('hex'),
    MINI_PLATFORM: process.platform,
    MINI_VERSIONS: process.versions,
    MINI_ARGUMENTS: options.additionalArguments ?? [],
  };
  const prelude = [
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`),
    codecSource,
    bridgeSource,
  ].join('\n');
  await cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld });
  // `var` would leave the bridge's own names on the page's window.
  const hidden = prelude.replaceAll(/^var mini/gm, 'const mini');
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `{${hidden}\n${pageSource}}` });
  if (options.preload === undefined) return;
  const preload = readFileSync(options.preload, 'utf8');
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: preloadWorld,
    source: `{${prelude}\n${preloadSource.replace('/*PRELOAD*/', () => preload)}}`,
  });
}
