// Opens a packed app: what is in its app.asar, and nothing else, runs on the stand-in.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractAll } from '@electron/asar';

const [, , archive, ...args] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'packed-app-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

extractAll(archive, folder);
const main = join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).main);
process.env.MINI_ELECTRON_PACKAGED = '1';
process.argv = [process.execPath, main, ...args];

await import('./register.mjs');
await import(pathToFileURL(main).href);
