import type { LeasePolicy } from '../../shared/lease/lease-policy.ts';
import { actHelp, actOptions, readAct } from '../operator/act.ts';
import { changedPolicy, policyHelp, policyOptions } from '../operator/lease-policy-options.ts';
import { refused } from '../operator/refused.ts';
import { setLeasePolicy, storePolicy } from '../operator/set-lease-policy.ts';
import { loadUnits } from '../status/look-at-units.ts';
import { type Measures, measuresOf } from '../status/words/measures.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export const leasePolicyCommand: Command = {
  summary: 'how much of its members’ balances the tills of a store may hold, shown or changed',
  options: { ...commonOptions, ...policyOptions, reason: actOptions.reason, by: actOptions.by },
  operands: ['STORE'],
  help: [...commonHelp, ...policyHelp, ...actHelp],
  async run(values, [store = '']) {
    const { hq, close } = await openFrom(values);
    try {
      const units = await loadUnits(hq.db);
      const known = await storePolicy(hq, store);
      if (!known) throw refused('STORE-UNKNOWN', `There is no store ${store}.`);
      const policy = changedPolicy(values, known.policy, units);
      if (policy) {
        const recalled = await setLeasePolicy(hq, known.store, { policy, act: readAct(values) });
        if (recalled > 0) console.log(`${recalled} leases are asked back`);
      }
      for (const line of policyLines(known.name, policy ?? known.policy, measuresOf(units, 'en')))
        console.log(line);
    } finally {
      await close();
    }
  },
};

function policyLines(name: string, policy: LeasePolicy, { amount }: Measures): readonly string[] {
  if (!policy.enabled) return [`${name}: nothing may be spent without a connection`];
  const cap = (asset: 'points' | 'wallet', most: number | null): string =>
    most === null ? 'no cap' : `at most ${amount(asset, most)}`;
  return [
    `${name}: ${policy.shareBps / 100}% of what is available may be spent without a connection`,
    `points: ${cap('points', policy.capPoints)}, at least ${amount('points', policy.leastPoints)}`,
    `wallet: ${cap('wallet', policy.capWalletMinor)}, at least ${amount('wallet', policy.leastWalletMinor)}`,
    `a lease lives ${policy.lifeMs / HOUR_MS} h, one that a sale asked for ${policy.intentLifeMs / MINUTE_MS} min; frozen ${policy.graceMs / HOUR_MS} h after its end`,
    `for members who came within ${policy.visitedWithinDays} days`,
  ];
}
