import { actHelp, actOptions, readAct } from '../operator/act.ts';
import { refused } from '../operator/refused.ts';
import { findDeadTill, planWriteOff, type WriteOffPlan, writeOffTill } from '../operator/write-off-till.ts';
import { loadUnits } from '../status/look-at-units.ts';
import { type Measures, measuresOf } from '../status/words/measures.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

export const writeOffCommand: Command = {
  summary: 'declare a till dead: what its leases hold goes back to the members; it asks for --yes',
  options: { ...commonOptions, ...actOptions },
  operands: ['TILL'],
  help: [
    ...commonHelp,
    ...actHelp,
    '--yes            do it',
    'Of a till that was blocked (revoke), or of its epochs before the one it has now. Leases that are not past their',
    'end and its grace stay. Whatever the till still sends afterwards is posted, and spends are the loss of the house.',
  ],
  async run(values, [till = '']) {
    const act = readAct(values);
    const { hq, close } = await openFrom(values);
    try {
      const dead = await findDeadTill(hq.db, till);
      if (!dead) throw refused('TILL-UNKNOWN', `There is no till ${till}.`);
      if (dead.deadEpochs.length === 0)
        throw refused(
          'TILL-IN-SERVICE',
          `Till ${till} is in service. Block it first (revoke --till ${till} --yes), or give it a new code.`,
        );
      const measures = measuresOf(await loadUnits(hq.db), 'en');
      const plan = await planWriteOff(hq, dead);
      if (plan.leases === 0)
        return console.log(['nothing to write off', ...early(plan, measures)].join('; '));
      const what = `${plan.leases} leases of till ${till} (${amounts(plan, measures)})`;
      if (values['yes'] !== true)
        throw refused('NOT-CONFIRMED', `This would give back ${what}, and nobody can undo it. Add --yes.`);
      await writeOffTill(hq, dead, act);
      console.log([`written off: ${what}`, ...early(plan, measures)].join('; '));
    } finally {
      await close();
    }
  },
};

const amounts = (plan: WriteOffPlan, measures: Measures): string =>
  plan.amounts.map(({ asset, amount }) => `${measures.amount(asset, amount)} ${asset}`).join(', ');

const early = ({ tooEarly, allAtMs }: WriteOffPlan, measures: Measures): readonly string[] =>
  allAtMs === null
    ? []
    : [`${tooEarly} leases may still be in use, the last until ${measures.time(allAtMs)}`];
