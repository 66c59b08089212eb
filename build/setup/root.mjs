import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, wherever the command was started. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
