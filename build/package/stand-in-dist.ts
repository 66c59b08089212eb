import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

// How a binary of Electron marks the place of its fuses: this text, a version, their number, and one character
// for each, '1' for on. These are Electron's defaults; packaging has to flip them.
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const defaultFuses = '101100010';

const parts = ['icudtl.dat', 'resources.pak', 'chrome_100_percent.pak', 'chrome_200_percent.pak', 'LICENSE'];

/**
 * A folder that electron-builder takes for Electron's own where the real one cannot be had. Its `electron` is a
 * script that opens the packed app on the stand-in, so a file missing from the package shows.
 */
export function makeStandInDist(electronVersion: string): string {
  const dist = join(projectRoot, 'out', 'stand-in-dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, 'locales'), { recursive: true });
  mkdirSync(join(dist, 'resources'));
  for (const part of parts) writeFileSync(join(dist, part), '');
  writeFileSync(join(dist, 'locales', 'en-US.pak'), '');
  writeFileSync(join(dist, 'version'), electronVersion);
  writeFileSync(join(dist, 'electron'), launcher(), { mode: 0o755 });
  return dist;
}

function launcher(): Buffer {
  const script = join(projectRoot, 'test', 'support', 'mini-electron', 'run-packed.mjs');
  const start = [
    '#!/bin/sh',
    'here=$(dirname "$(readlink -f "$0")")',
    `exec ${quoted(process.execPath)} ${quoted(script)} "$here/resources/app.asar" "$@"`,
    fuseMark,
  ];
  const fuses = Buffer.concat([Buffer.of(1, defaultFuses.length), Buffer.from(defaultFuses)]);
  return Buffer.concat([Buffer.from(start.join('\n')), fuses, Buffer.from('\n')]);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
