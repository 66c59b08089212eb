/** What stands in each table of the page. */
import {
  type AssetSums,
  type ForkStatus,
  type FrozenLease,
  type HqStatus,
  type IncidentStatus,
  type QuarantineStatus,
  type TillStatus,
  toldColumns,
} from '../hq-status.ts';
import type { Measures } from '../words/measures.ts';
import { reasonKey } from '../words/reason-words.ts';
import type { Say } from '../words/status-words.ts';
import { type Html, html } from './html.ts';
import { type Column, section } from './table.ts';

export type Told = { readonly say: Say; readonly measures: Measures };

export const sections = (status: HqStatus, told: Told): readonly Html[] => {
  const { say } = told;
  const sums = { count: status.sums.length, rows: status.sums };
  return [
    section(say, {
      title: 'tills',
      means: 'tillsMeans',
      none: 'noTills',
      columns: tillColumns(told),
      rows: status.tills,
    }),
    section(say, {
      title: 'quarantine',
      means: 'quarantineMeans',
      none: 'noQuarantine',
      columns: quarantineColumns(told),
      rows: status.quarantine,
    }),
    section(say, {
      title: 'frozen',
      means: 'frozenMeans',
      none: 'noFrozen',
      columns: frozenColumns(told),
      rows: status.frozen,
    }),
    section(say, {
      title: 'forks',
      means: 'forksMeans',
      none: 'noForks',
      columns: forkColumns(told),
      rows: status.forks,
    }),
    section(say, {
      title: 'incidents',
      means: 'incidentsMeans',
      none: 'noIncidents',
      columns: incidentColumns(told),
      rows: status.incidents,
    }),
    section(say, {
      title: 'sums',
      means: 'sumsMeans',
      none: 'noSums',
      columns: sumColumns(told, status.sums),
      rows: sums,
    }),
  ];
};

function sumColumns({ measures }: Told, rows: readonly AssetSums[]): readonly Column<AssetSums>[] {
  return [
    { title: 'asset', kind: 'head', cell: ({ asset }) => measures.asset(asset) },
    { title: 'total', kind: 'number', cell: (row) => totalText(row, measures) },
    ...toldColumns(rows).map((title) => ({
      title,
      kind: 'number' as const,
      cell: (row: AssetSums) => (row[title] === 0 ? '–' : measures.amount(row.asset, row[title])),
    })),
  ];
}

const totalText = ({ asset, total }: AssetSums, measures: Measures): Html =>
  total === 0
    ? html`<span class="good">${measures.amount(asset, total)} ✓</span>`
    : html`<span class="bad">${measures.amount(asset, total)} ✗</span>`;

const tillColumns = ({ say, measures }: Told): readonly Column<TillStatus>[] => [
  { title: 'till', kind: 'head', cell: ({ till, name }) => html`${name}<br><code>${till}</code>` },
  { title: 'store', cell: ({ storeName }) => storeName },
  { title: 'state', cell: ({ state }) => stateText(say, state) },
  {
    title: 'heardAt',
    kind: 'time',
    cell: ({ heardAtMs }) => (heardAtMs === null ? say('neverHeard') : measures.time(heardAtMs)),
  },
  { title: 'unsent', kind: 'number', cell: ({ unsent }) => measures.count(unsent) },
  { title: 'leases', kind: 'number', cell: ({ leases }) => measures.count(leases) },
  { title: 'pastEnd', kind: 'number', cell: ({ leasesPastEnd }) => measures.count(leasesPastEnd) },
  {
    title: 'exposure',
    kind: 'number',
    cell: ({ exposure }) =>
      html`${exposure.map(
        ({ asset, amount }, index) =>
          html`${index > 0 ? html`<br>` : null}${measures.amount(asset, amount)} <small>${measures.asset(asset)}</small>`,
      )}`,
  },
  { title: 'tillEpoch', kind: 'number', cell: ({ epoch }) => epoch },
];

const stateText = (say: Say, state: TillStatus['state']): Html =>
  state === 'current'
    ? html`${say('state.current')}`
    : html`<span class="bad">${say(`state.${state}`)}</span>`;

const quarantineColumns = ({ say, measures }: Told): readonly Column<QuarantineStatus>[] => [
  { title: 'number', kind: 'head', cell: ({ id }) => id },
  { title: 'till', cell: ({ till }) => till },
  { title: 'entry', cell: ({ epoch, seq }) => (seq === null ? '—' : `${epoch} / ${seq}`) },
  { title: 'since', kind: 'time', cell: ({ atMs }) => measures.time(atMs) },
  { title: 'what', cell: ({ waits }) => say(`waits.${waits}`) },
  { title: 'reason', cell: ({ reason }) => html`${say(reasonKey(reason))}<br><code>${reason}</code>` },
];

const frozenColumns = ({ measures }: Told): readonly Column<FrozenLease>[] => [
  { title: 'till', kind: 'head', cell: ({ till }) => till },
  { title: 'tillEpoch', kind: 'number', cell: ({ epoch }) => epoch },
  { title: 'endedAt', kind: 'time', cell: ({ expiresAtMs }) => measures.time(expiresAtMs) },
  { title: 'asset', cell: ({ asset }) => measures.asset(asset) },
  { title: 'remaining', kind: 'number', cell: ({ asset, remaining }) => measures.amount(asset, remaining) },
  { title: 'lease', cell: ({ lease }) => html`<code>${lease}</code>` },
];

const forkColumns = ({ say, measures }: Told): readonly Column<ForkStatus>[] => [
  { title: 'till', kind: 'head', cell: ({ till }) => till },
  { title: 'tillEpoch', kind: 'number', cell: ({ epoch }) => epoch },
  { title: 'state', cell: ({ suspended }) => stateText(say, suspended ? 'suspended' : 'current') },
  { title: 'forkEntries', kind: 'number', cell: ({ forks }) => measures.count(forks) },
  { title: 'afterGaps', kind: 'number', cell: ({ afterGaps }) => measures.count(afterGaps) },
  { title: 'firstAt', kind: 'time', cell: ({ firstAtMs }) => measures.time(firstAtMs) },
  { title: 'lastAt', kind: 'time', cell: ({ lastAtMs }) => measures.time(lastAtMs) },
];

const incidentColumns = ({ say, measures }: Told): readonly Column<IncidentStatus>[] => [
  {
    title: 'incident',
    kind: 'head',
    cell: ({ kind }) => html`${say(`incident.${kind}`)}<br><code>${kind}</code>`,
  },
  { title: 'till', cell: ({ till }) => till ?? '—' },
  { title: 'asset', cell: ({ asset }) => (asset === null ? '—' : measures.asset(asset)) },
  { title: 'times', kind: 'number', cell: ({ times }) => measures.count(times) },
  { title: 'amount', kind: 'number', cell: ({ asset, amount }) => measures.amount(asset, amount) },
  { title: 'lastAt', kind: 'time', cell: ({ lastAtMs }) => measures.time(lastAtMs) },
];
