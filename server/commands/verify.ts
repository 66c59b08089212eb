import { LANGUAGES, type Language } from '../../shared/kernel/language.ts';
import type { Hq } from '../hq.ts';
import { OperatorError, UsageError } from '../operator-error.ts';
import { findOwner } from '../statement/find-owner.ts';
import { loadStatement } from '../statement/load-statement.ts';
import { isExplained, statementText } from '../statement/statement-text.ts';
import { type Progress, verifyLedger } from '../verify/verify-ledger.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom, text } from './common-options.ts';

const TELL_EVERY_MS = 3_000;

export const verifyCommand: Command = {
  summary:
    'rebuild chains, postings and balances from the log and compare; or explain one balance (--member)',
  options: { ...commonOptions, member: { type: 'string' }, lang: { type: 'string' } },
  help: [
    ...commonHelp,
    '--member CARD   a card, a member or a gift card: every movement of its balances, line by line',
    `--lang L         language of that: ${LANGUAGES.join(', ')} (default ro)`,
    'Ends with code 1 when anything differs. HQ may serve meanwhile.',
  ],
  async run(values) {
    const member = text(values, 'member');
    const language = languageOf(text(values, 'lang'));
    const { hq, close } = await openFrom(values);
    try {
      await (member === undefined ? verifyAll(hq) : explain(hq, member, language));
    } finally {
      await close();
    }
  },
};

function languageOf(given = 'ro'): Language {
  const language = LANGUAGES.find((each) => each === given);
  if (!language) throw new UsageError(`--lang takes ${LANGUAGES.join(', ')}, not "${given}".`);
  return language;
}

async function verifyAll(hq: Hq): Promise<void> {
  const done = await verifyLedger(hq, telling());
  const { records, entries, transfers, accounts, findings, differences } = done;
  console.log(`${records} records, ${entries} entries, ${transfers} transfers, ${accounts} balances`);
  for (const finding of findings) console.log(`differs: ${finding}`);
  if (differences > findings.length) console.log(`and ${differences - findings.length} differences more`);
  if (differences > 0) throw new OperatorError('The ledger does not verify.');
  console.log(
    'the ledger verifies: chains, log, postings, balances, lots and leases agree; every asset sums to 0',
  );
}

/** A ledger of a few seconds says nothing on its way. */
function telling(): Progress {
  let toldMs = performance.now();
  return ({ records, of }) => {
    if (performance.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = performance.now();
    console.error(`${records} of ${of} records`);
  };
}

async function explain(hq: Hq, member: string, language: Language): Promise<void> {
  const owner = await findOwner(hq.db, member);
  if (owner === null) throw new OperatorError(`There is no member and no gift card ${member}.`);
  const statement = await loadStatement(hq, owner);
  for (const line of statementText(statement, member, language)) console.log(line);
  if (!isExplained(statement)) throw new OperatorError('The lines do not add up to the balance.');
}
