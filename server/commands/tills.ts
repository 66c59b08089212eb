import { type ListedTill, listTills, MAX_LISTED_TILLS } from '../enrol/list-tills.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';
import { textTable } from './text-table.ts';

export const tillsCommand: Command = {
  summary: 'list the tills: epoch, state, last contact, what HQ holds of them, what waits for a person',
  options: commonOptions,
  help: [
    ...commonHelp,
    'current     in order',
    'suspended   HQ knows two histories of it: it sells on, and needs a code (enrol-code --store ID --till NAME)',
    'revoked     it gets nothing more; what it sends is kept, and effects of later sales wait for a person',
  ],
  async run(values) {
    const { hq, close } = await openFrom(values);
    try {
      const tills = await listTills(hq);
      for (const line of tillLines(tills)) console.log(line);
      if (tills.length === MAX_LISTED_TILLS) console.log(`only the first ${MAX_LISTED_TILLS} are listed`);
    } finally {
      await close();
    }
  },
};

/** A table for people; `forks` and `after gaps` count entries outside the chains of all epochs. */
export function tillLines(tills: readonly ListedTill[]): readonly string[] {
  const head = [
    'till',
    'name',
    'store',
    'epoch',
    'state',
    'last contact',
    'watermark',
    'forks',
    'after gaps',
    'waiting',
  ];
  return textTable([head, ...tills.map(cells)]);
}

const cells = (till: ListedTill): readonly string[] => [
  till.till,
  till.name,
  till.store,
  String(till.epoch),
  till.state,
  till.heardAt?.toISOString().slice(0, 19).replace('T', ' ') ?? 'never',
  String(till.watermark),
  String(till.forks),
  String(till.afterGaps),
  String(till.waiting),
];
