import { houseSums } from '../status/house-sums.ts';
import { lookAtHq } from '../status/look-at-hq.ts';
import { statusLines } from '../status/status-lines.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

export const statusCommand: Command = {
  summary: 'what tills hold and could lose, what waits for a person, and whether every asset sums to 0',
  options: { ...commonOptions, json: { type: 'boolean' } },
  help: [...commonHelp, '--json           the same as JSON, amounts in the smallest unit'],
  async run(values) {
    const { hq, close } = await openFrom(values);
    try {
      const status = await lookAtHq(hq, houseSums());
      if (values['json'] === true) console.log(JSON.stringify(status, null, 2));
      else for (const line of statusLines(status)) console.log(line);
    } finally {
      await close();
    }
  },
};
