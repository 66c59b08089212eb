import { OperatorError } from '../operator-error.ts';
import { verifyLedger } from '../posting/verify-ledger.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

export const verifyCommand: Command = {
  summary: 'rebuild every balance from the log and compare; ends with code 1 when anything differs',
  options: commonOptions,
  help: commonHelp,
  async run(values) {
    const { hq, close } = await openFrom(values);
    try {
      const { records, transfers, accounts, findings } = await verifyLedger(hq);
      console.log(`${records} records, ${transfers} transfers, ${accounts} balances`);
      for (const finding of findings) console.log(`differs: ${finding}`);
      if (findings.length > 0) throw new OperatorError('The ledger does not verify.');
      console.log('the ledger verifies: log, transfers, balances and lots agree; every asset sums to 0');
    } finally {
      await close();
    }
  },
};
