/** A statement as text, in the language of whoever asked for it. */
import type { Language } from '../../shared/kernel/language.ts';
import { receiptNumber } from '../../shared/receipt/issuer.ts';
import { textTable } from '../commands/text-table.ts';
import { type Measures, measuresOf } from '../status/words/measures.ts';
import type { AssetStatement, Statement } from './load-statement.ts';
import type { StatementLine } from './statement.ts';
import { type SayStatement, statementWords } from './words/statement-words.ts';

/** `named`: what the owner was asked for by. */
export function statementText(statement: Statement, named: string, language: Language): readonly string[] {
  const say = statementWords(language);
  const measures = measuresOf(statement.units, language);
  const title = say('title', { owner: named, time: measures.time(statement.atMs) });
  if (statement.assets.length === 0) return [title, say('nothing')];
  return [title, ...statement.assets.flatMap((asset) => assetText(asset, say, measures))];
}

/** Whether the lines of every asset explain its balance. */
export const isExplained = ({ assets }: Statement): boolean =>
  assets.every(({ lines, total }) => (lines.at(-1)?.balance ?? 0) === total);

function assetText(stated: AssetStatement, say: SayStatement, measures: Measures): readonly string[] {
  const { asset, lines, total, inReview, leases, ending } = stated;
  const amount = (units: number): string => measures.amount(asset, units);
  const sum = lines.at(-1)?.balance ?? 0;
  return [
    '',
    measures.asset(asset),
    ...textTable([
      [say('date'), say('where'), say('what'), say('change'), say('lotEnd'), say('balance')],
      ...lines.map((line) => lineCells(line, say, { ...measures, amount })),
    ]),
    '',
    nowText(stated, amount, say),
    sum === total ? say('agrees') : say('differs', { lines: amount(sum), rows: amount(total) }),
    ...(inReview > 0 ? [say('inReview', { amount: amount(inReview) })] : []),
    ...(leases.length > 0 ? ['', say('leases')] : []),
    ...leases.map(({ remaining, till, expiresAtMs, state }) =>
      say('lease', {
        amount: amount(remaining),
        till,
        time: measures.time(expiresAtMs),
        state: state === 'FROZEN' ? say('state.FROZEN') : say('state.ACTIVE'),
      }),
    ),
    ...(ending.length > 0 ? ['', say('lots')] : []),
    ...ending.map(({ amount: units, lastDay }) =>
      say('lot', { amount: amount(units), day: measures.day(lastDay) }),
    ),
  ];
}

type LineMeasures = Pick<Measures, 'day' | 'dayOf'> & { readonly amount: (units: number) => string };

function lineCells(
  line: StatementLine,
  say: SayStatement,
  { amount, day, dayOf }: LineMeasures,
): readonly string[] {
  const { record, happening, change, balance, lastDay } = line;
  const { entry, by, reason } = record;
  const what = say(`what.${happening}`, {
    amount: amount(line.amount),
    by: by ?? say('at.hq'),
    reason: reason ?? '—',
  });
  return [
    entry ? day(entry.businessDate) : dayOf(record.atMs),
    entry ? receiptNumber(entry) : say('at.hq'),
    what,
    change === 0 ? '' : `${change > 0 ? '+' : ''}${amount(change)}`,
    lastDay === null ? '' : day(lastDay),
    amount(balance),
  ];
}

function nowText(
  { balances, total }: AssetStatement,
  amount: (units: number) => string,
  say: SayStatement,
): string {
  const parts = (['available', 'pending', 'leased', 'receivable'] as const)
    .filter((kind) => kind === 'available' || balances[kind] !== 0)
    .map((kind) => `${say(kind)} ${amount(balances[kind])}`);
  return `${say('now')}: ${parts.join(', ')}; ${say('total')} ${amount(total)}`;
}
