import { asId, type TillId } from '../../shared/kernel/ids.ts';
import { revokeTill } from '../enrol/revoke-till.ts';
import { OperatorError } from '../operator-error.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom, text } from './common-options.ts';

export const revokeCommand: Command = {
  summary: 'block a till that was stolen or retired; it asks for --yes',
  options: { ...commonOptions, till: { type: 'string' }, yes: { type: 'boolean' } },
  help: [...commonHelp, '--till ID        the till, as `tills` lists it', '--yes            do it'],
  async run(values) {
    const till = text(values, 'till');
    if (till === undefined) throw new OperatorError('Say which till with --till ID.');
    if (values['yes'] !== true)
      throw new OperatorError(
        [
          `This would block till ${till} at once and for good: it gets no prices, members or programmes any more.`,
          'It can still sell. What it sends is kept; points of its later sales wait for a person.',
          'Only a new enrolment code makes it a working till again. Add --yes to do it.',
        ].join('\n'),
      );
    const { hq, close } = await openFrom(values);
    try {
      const epochs = await revokeTill(hq, asId<TillId>(till));
      if (epochs === null) throw new OperatorError(`There is no till ${till}.`);
      console.log(epochs === 0 ? `till ${till} was blocked already` : `till ${till} is blocked`);
    } finally {
      await close();
    }
  },
};
