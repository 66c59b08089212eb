/** The status at the command line, in English like every other command. */

import { textTable } from '../commands/text-table.ts';
import { type AssetAmount, type HqStatus, type Some, type TillStatus, toldColumns } from './hq-status.ts';
import { measuresOf } from './words/measures.ts';
import { reasonKey } from './words/reason-words.ts';
import { statusWords } from './words/status-words.ts';

export function statusLines(status: HqStatus): readonly string[] {
  const say = statusWords('en');
  const measures = measuresOf(status.units, 'en');
  const { time, amount, asset } = measures;
  const columns = toldColumns(status.sums);
  const wrong = status.sums.filter(({ total }) => total !== 0);
  const exposure = (amounts: readonly AssetAmount[]): string =>
    amounts.map((each) => `${amount(each.asset, each.amount)} ${asset(each.asset)}`).join(', ') || '0';
  const heard = ({ heardAtMs }: TillStatus): string => (heardAtMs === null ? 'never' : time(heardAtMs));
  return [
    say('asOf', { time: `${time(status.atMs)} (${status.units.timeZone})`, index: status.logIndex }),
    wrong.length === 0
      ? 'all zero: every asset sums to 0'
      : `NOT ZERO: ${wrong.map(({ asset: each, total }) => `${each} sums to ${total}`).join(', ')}`,
    ...block('tills, the one silent longest first', status.tills, [
      ['till', 'store', 'state', 'last heard', 'unsent', 'leases', 'past end', 'exposure'],
      ...status.tills.rows.map((till) => [
        till.till,
        till.storeName,
        till.state,
        heard(till),
        String(till.unsent),
        String(till.leases),
        String(till.leasesPastEnd),
        exposure(till.exposure),
      ]),
    ]),
    ...block('waiting for a person (quarantine)', status.quarantine, [
      ['no.', 'till', 'epoch', 'entry', 'since', 'why'],
      ...status.quarantine.rows.map((each) => [
        String(each.id),
        each.till,
        String(each.epoch),
        each.seq === null ? '-' : String(each.seq),
        time(each.atMs),
        `${each.reason}: ${say(reasonKey(each.reason))}`,
      ]),
    ]),
    ...block('frozen leases', status.frozen, [
      ['till', 'epoch', 'ended', 'left in it', 'lease'],
      ...status.frozen.rows.map((each) => [
        each.till,
        String(each.epoch),
        time(each.expiresAtMs),
        exposure([{ asset: each.asset, amount: each.remaining }]),
        each.lease,
      ]),
    ]),
    ...block('forks', status.forks, [
      ['till', 'epoch', 'state', 'entries beside the chain', 'after gaps', 'last'],
      ...status.forks.rows.map((each) => [
        each.till,
        String(each.epoch),
        each.suspended ? 'suspended' : 'settled',
        String(each.forks),
        String(each.afterGaps),
        time(each.lastAtMs),
      ]),
    ]),
    ...block('incidents', status.incidents, [
      ['what', 'till', 'times', 'amount', 'last'],
      ...status.incidents.rows.map((each) => [
        each.kind,
        each.till ?? '-',
        String(each.times),
        each.asset === null ? String(each.amount) : exposure([{ asset: each.asset, amount: each.amount }]),
        time(each.lastAtMs),
      ]),
    ]),
    '',
    'sums by asset',
    ...textTable([
      ['asset', 'sum', ...columns.map((column) => say(column).toLowerCase())],
      ...status.sums.map((row) => [
        row.asset,
        ...(['total', ...columns] as const).map((column) => amount(row.asset, row[column])),
      ]),
    ]),
  ];
}

function block(
  title: string,
  { count, rows }: Some<unknown>,
  table: readonly (readonly string[])[],
): readonly string[] {
  if (count === 0) return ['', `${title}: none`];
  const shown = rows.length < count ? ` (the first ${rows.length} of ${count})` : '';
  return ['', `${title}: ${count}${shown}`, ...textTable(table)];
}
