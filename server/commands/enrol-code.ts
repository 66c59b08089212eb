import { asId } from '../../shared/kernel/ids.ts';
import { MAX_NAME_CHARS } from '../../shared/kernel/limits.ts';
import { type EnrolmentCode, makeEnrolmentCode } from '../enrol/enrolment-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, MAX_SEED, openFrom, text, wholeNumber } from './common-options.ts';

export const enrolCodeCommand: Command = {
  summary: 'make a code that turns a device into a till, once and within ten minutes',
  options: {
    ...commonOptions,
    store: { type: 'string' },
    till: { type: 'string' },
    'demo-seed': { type: 'string' },
  },
  help: [
    ...commonHelp,
    '--store ID       the store, for example s-centru in the demo shop',
    '--till NAME      a till that gets a new device, or the name of a new till',
    '--demo-seed N    make the code the same in every run (automated runs only)',
  ],
  async run(values) {
    const store = text(values, 'store');
    if (store === undefined) throw new OperatorError('Say which store with --store ID.');
    const tillName = text(values, 'till');
    if (tillName !== undefined && tillName.length > MAX_NAME_CHARS)
      throw new OperatorError(`A till's name has at most ${MAX_NAME_CHARS} characters.`);
    const seed = wholeNumber(values, 'demo-seed', MAX_SEED);
    const { hq, close } = await openFrom(values);
    try {
      const wanted = {
        store: asId<Parameters<typeof makeEnrolmentCode>[1]['store']>(store),
        ...(tillName !== undefined && { tillName }),
        ...(seed !== undefined && { seed }),
      };
      const made = await makeEnrolmentCode(hq, wanted);
      if (!made) throw new OperatorError(`There is no store ${store}.`);
      tellCode(made, store);
    } finally {
      await close();
    }
  },
};

/** The first line is read by scripts; its words stay as they are. */
export function tellCode({ code, tillName }: EnrolmentCode, store: string): void {
  console.log(`enrolment code ${code}`);
  console.log(`for till "${tillName}" in store ${store}, once, within ten minutes`);
}
