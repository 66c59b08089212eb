// `node --import …/register.mjs electron/main.ts` runs an Electron main process without Electron: every
// `import … from 'electron'` resolves to the stand-in, whatever file it stands in.
import { registerHooks } from 'node:module';

const standIn = new URL('./electron.ts', import.meta.url).href;
const replaced = new Set(['electron', 'electron/main', 'electron/common']);

registerHooks({
  resolve(specifier, context, next) {
    if (!replaced.has(specifier)) return next(specifier, context);
    return { url: standIn, format: 'module-typescript', shortCircuit: true };
  },
});
