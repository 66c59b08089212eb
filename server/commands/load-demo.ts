import { loadDemo } from '../demo/load-demo.ts';
import type { Hq } from '../hq.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, MAX_SEED, openFrom, wholeNumber } from './common-options.ts';

export const loadDemoCommand: Command = {
  summary: 'load the demo shop (goods, programme, members, cashiers); does nothing when it is there',
  options: { ...commonOptions, 'demo-seed': { type: 'string' } },
  help: [...commonHelp, '--demo-seed N    make the PINs the same in every run (automated runs only)'],
  async run(values) {
    const seed = wholeNumber(values, 'demo-seed', MAX_SEED) ?? null;
    const { hq, close } = await openFrom(values);
    try {
      await loadDemoAndTell(hq, seed);
    } finally {
      await close();
    }
  },
};

/** PINs are told here, once, and kept nowhere but as hashes. */
export async function loadDemoAndTell(hq: Hq, seed: number | null): Promise<void> {
  const pins = await loadDemo(hq, seed);
  if (pins === null) return console.log('the demo shop is there already');
  console.log('the demo shop is loaded; these PINs are shown only now');
  for (const { cashier, pin } of pins) console.log(`cashier ${cashier} PIN ${pin}`);
}
