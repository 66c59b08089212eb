import type { Seeds } from '../campaign/run-campaign.ts';
import { CONTROL, LATER_MUTANTS } from './all-mutants.ts';
import type { Hunted } from './hunt-one.ts';

export function printHunt(hunt: readonly Hunted[], { from, to }: Seeds): string {
  const planted = hunt.filter(({ name }) => name !== CONTROL.name);
  const caught = planted.filter(({ caughtBy }) => caughtBy > 0).length;
  return [
    `planted bugs, seeds ${from}–${to}: how many of them catch each, and by which promise`,
    ...hunt.map(
      ({ name, caughtBy, rules, survives }) =>
        `${String(caughtBy).padStart(5)}  ${name.padEnd(36)} ${survives ?? ''}${breakdown(rules)}`,
    ),
    ...LATER_MUTANTS.map(({ name, why }) => `    –  ${name.padEnd(36)} ${why}`),
    `${caught} of ${planted.length} caught`,
  ].join('\n');
}

const breakdown = (rules: Hunted['rules']): string =>
  Object.entries(rules)
    .sort(([, a], [, b]) => b - a)
    .map(([rule, times]) => `${rule} ${times}`)
    .join(', ');
