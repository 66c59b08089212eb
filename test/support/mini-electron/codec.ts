import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

type Codec = { readonly encode: (value: unknown) => unknown; readonly decode: (value: unknown) => unknown };

export const codecSource = readFileSync(join(import.meta.dirname, 'world', 'codec.js'), 'utf8');

/** The very script that runs in the page, so that both ends agree by construction. */
export const codec = runInThisContext(`(() => { ${codecSource}; return miniCodec; })()`) as Codec;
