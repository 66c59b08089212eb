import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../project-root.ts';
import { electronBinary } from './electron-binary.ts';
import { mainSwitches, type TillOptions } from './till-options.ts';

type Command = { readonly file: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };

/** How to start a till: on real Electron from its bundle, else the sources on the stand-in. */
export function tillCommand(options: TillOptions, debugPort: number | undefined): Command {
  const binary = options.mainFile === undefined ? electronBinary() : undefined;
  return binary === undefined ? onStandIn(options, debugPort) : onElectron(binary, options, debugPort);
}

function onElectron(binary: string, options: TillOptions, debugPort: number | undefined): Command {
  // Chromium's sandbox refuses to run as root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const port = debugPort === undefined ? [] : [`--remote-debugging-port=${debugPort}`];
  return {
    file: binary,
    args: [...asRoot, ...port, projectRoot, ...mainSwitches(options)],
    env: { ...process.env, ...options.env },
  };
}

function onStandIn(options: TillOptions, debugPort: number | undefined): Command {
  const register = join(projectRoot, 'test', 'support', 'mini-electron', 'register.mjs');
  const main = options.mainFile ?? join(projectRoot, 'electron', 'main.ts');
  const env = {
    ...process.env,
    ...(debugPort === undefined ? {} : { MINI_ELECTRON_DEBUG_PORT: String(debugPort) }),
    ...(options.headless === true ? { MINI_ELECTRON_HEADLESS: '1' } : {}),
    ...options.env,
  };
  const args = ['--import', pathToFileURL(register).href, main, ...mainSwitches(options)];
  return { file: process.execPath, args, env };
}
