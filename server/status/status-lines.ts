/** The status at the command line, in English like every other command. */

import { textTable } from '../commands/text-table.ts';
import { type AssetAmount, type HqStatus, type Some, toldColumns } from './hq-status.ts';
import { measuresOf } from './words/measures.ts';
import { reasonKey } from './words/reason-words.ts';
import { statusWords } from './words/status-words.ts';

export function statusLines(status: HqStatus): readonly string[] {
  const write = writerOf(status);
  const wrong = status.sums.filter(({ total }) => total !== 0);
  return [
    write.say('asOf', {
      time: `${write.time(status.atMs)} (${status.units.timeZone})`,
      index: status.logIndex,
    }),
    wrong.length === 0
      ? 'all zero: every asset sums to 0'
      : `NOT ZERO: ${wrong.map(({ asset, total }) => `${asset} sums to ${total}`).join(', ')}`,
    ...tillLines(status, write),
    ...quarantineLines(status, write),
    ...frozenLines(status, write),
    ...forkLines(status, write),
    ...incidentLines(status, write),
    ...sumLines(status, write),
  ];
}

type Write = ReturnType<typeof writerOf>;

function writerOf({ units }: HqStatus) {
  const measures = measuresOf(units, 'en');
  const { amount, asset } = measures;
  const exposure = (amounts: readonly AssetAmount[]): string =>
    amounts.map((each) => `${amount(each.asset, each.amount)} ${asset(each.asset)}`).join(', ') || '0';
  return { ...measures, exposure, say: statusWords('en') };
}

const tillLines = ({ tills }: HqStatus, { time, exposure }: Write): readonly string[] =>
  block('tills, the one silent longest first', tills, [
    ['till', 'store', 'state', 'last heard', 'unsent', 'leases', 'past end', 'exposure'],
    ...tills.rows.map((till) => [
      till.till,
      till.storeName,
      till.state,
      till.heardAtMs === null ? 'never' : time(till.heardAtMs),
      String(till.unsent),
      String(till.leases),
      String(till.leasesPastEnd),
      exposure(till.exposure),
    ]),
  ]);

const quarantineLines = ({ quarantine }: HqStatus, { time, say }: Write): readonly string[] =>
  block('waiting for a person (quarantine)', quarantine, [
    ['no.', 'till', 'epoch', 'entry', 'since', 'why'],
    ...quarantine.rows.map((each) => [
      String(each.id),
      each.till,
      String(each.epoch),
      each.seq === null ? '-' : String(each.seq),
      time(each.atMs),
      `${each.reason}: ${say(reasonKey(each.reason))}`,
    ]),
  ]);

const frozenLines = ({ frozen }: HqStatus, { time, exposure }: Write): readonly string[] =>
  block('frozen leases', frozen, [
    ['till', 'epoch', 'ended', 'left in it', 'lease'],
    ...frozen.rows.map((each) => [
      each.till,
      String(each.epoch),
      time(each.expiresAtMs),
      exposure([{ asset: each.asset, amount: each.remaining }]),
      each.lease,
    ]),
  ]);

const forkLines = ({ forks }: HqStatus, { time }: Write): readonly string[] =>
  block('forks', forks, [
    ['till', 'epoch', 'state', 'entries beside the chain', 'after gaps', 'last'],
    ...forks.rows.map((each) => [
      each.till,
      String(each.epoch),
      each.suspended ? 'suspended' : 'settled',
      String(each.forks),
      String(each.afterGaps),
      time(each.lastAtMs),
    ]),
  ]);

const incidentLines = ({ incidents }: HqStatus, { time, exposure }: Write): readonly string[] =>
  block('incidents', incidents, [
    ['what', 'till', 'times', 'amount', 'last'],
    ...incidents.rows.map((each) => [
      each.kind,
      each.till ?? '-',
      String(each.times),
      each.asset === null ? String(each.amount) : exposure([{ asset: each.asset, amount: each.amount }]),
      time(each.lastAtMs),
    ]),
  ]);

function sumLines({ sums }: HqStatus, { say, amount }: Write): readonly string[] {
  const columns = toldColumns(sums);
  return [
    '',
    'sums by asset',
    ...textTable([
      ['asset', 'sum', ...columns.map((column) => say(column).toLowerCase())],
      ...sums.map((row) => [
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
