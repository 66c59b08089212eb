// `npm run build`: the till's pages, its preload and its main process, into out/.
import { ensureBundles } from './bundle/ensure-bundles.ts';

const outcome = await ensureBundles();
console.log(outcome === 'built' ? 'The till is built in out/.' : 'Nothing has changed since the last build.');
