import type { Hq } from '../hq.ts';
import { actHelp, actOptions, readAct } from '../operator/act.ts';
import { listQuarantine, type Waiting } from '../operator/list-quarantine.ts';
import { refused } from '../operator/refused.ts';
import { type ResolveFault, resolveQuarantine, VERDICTS } from '../operator/resolve-quarantine.ts';
import { loadUnits } from '../status/look-at-units.ts';
import { type Measures, measuresOf } from '../status/words/measures.ts';
import { reasonKey } from '../status/words/reason-words.ts';
import { statusWords } from '../status/words/status-words.ts';
import type { Command, Values } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';
import { textTable } from './text-table.ts';

export const quarantineCommand: Command = {
  summary: 'list what waits for a person, or settle it: quarantine resolve ID post|refuse',
  options: { ...commonOptions, reason: actOptions.reason, by: actOptions.by },
  operands: ['ACTION', 'ID', 'VERDICT'],
  neededOperands: 0,
  help: [
    ...commonHelp,
    ...actHelp,
    'list                       what waits, oldest first',
    'resolve ID post            what it claims to have earned, given back or taken back is posted after all',
    'resolve ID refuse          what it claims is never posted; of a refused entry: somebody has seen it',
  ],
  async run(values, [action = 'list', id = '', verdict = '']) {
    if (action !== 'list' && action !== 'resolve')
      throw refused('QUARANTINE-ACTION', `It takes list or resolve, not "${action}".`);
    const settle = action === 'resolve' ? settling(values, id, verdict) : null;
    const { hq, close } = await openFrom(values);
    try {
      await (settle ? settle(hq) : list(hq));
    } finally {
      await close();
    }
  },
};

async function list(hq: Hq): Promise<void> {
  const { count, rows } = await listQuarantine(hq);
  if (count === 0) return console.log('nothing waits for a person');
  const measures = measuresOf(await loadUnits(hq.db), 'en');
  const head = ['no.', 'till', 'epoch', 'entry', 'since', 'claims', 'why'];
  for (const line of textTable([head, ...rows.map((row) => cells(row, measures))])) console.log(line);
  if (rows.length < count) console.log(`only the first ${rows.length} of ${count} are listed`);
}

const cells = (row: Waiting, { time, amount }: Measures): readonly string[] => [
  String(row.id),
  row.till,
  String(row.epoch),
  row.seq === null ? '-' : String(row.seq),
  time(row.atMs),
  row.claims.map((each) => `${each.effect} ${amount(each.asset, each.amount)} ${each.asset}`).join(', ') ||
    '-',
  `${row.reason}: ${statusWords('en')(reasonKey(row.reason))}`,
];

function settling(values: Values, given: string, asked: string): (hq: Hq) => Promise<void> {
  const id = /^\d{1,15}$/.test(given) ? Number(given) : null;
  const verdict = VERDICTS.find((each) => each === asked);
  if (id === null) throw refused('QUARANTINE-UNKNOWN', `Say which one by its number, not "${given}".`);
  if (!verdict) throw refused('QUARANTINE-ACTION', `Say post or refuse, not "${asked}".`);
  const act = readAct(values);
  return async (hq) => {
    const resolved = await resolveQuarantine(hq, { id, verdict, act });
    if (!resolved.ok) throw REFUSALS[resolved.failure](id);
    const moved = resolved.value.movements.length;
    console.log(`number ${id}: ${verdict === 'post' ? 'posted' : 'refused'}, ${moved} movements`);
  };
}

const REFUSALS: Readonly<Record<ResolveFault, (id: number) => Error>> = {
  unknown: (id) => refused('QUARANTINE-UNKNOWN', `Nothing waits under number ${id}.`),
  settled: (id) => refused('QUARANTINE-SETTLED', `Number ${id} was settled before.`),
  'refused-entry': (id) =>
    refused('QUARANTINE-REFUSED-ENTRY', `Nothing vouches for number ${id}: it can only be refused.`),
  unreadable: (id) =>
    refused('QUARANTINE-UNREADABLE', `What is kept of number ${id} cannot be read; run verify.`),
};
