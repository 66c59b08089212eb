/** A replay's figures in words: what was read, sold and refused, and whether till and HQ say the same. */
import { formatMoney } from '../shared/i18n/format.ts';
import { minor } from '../shared/kernel/units.ts';
import type { Audit } from './audit.ts';
import { clockText, megabytes } from './progress.ts';
import { REASONS, type Reason } from './refusal.ts';
import { replayStore } from './shop/place.ts';
import type { RequestTime } from './shop/watch-requests.ts';
import { refusedLines, type Tally } from './tally.ts';
import { PARTS, type Timings } from './timings.ts';

export type Outcome = {
  readonly tally: Tally;
  readonly audit: Audit;
  /** Of this run alone; an earlier one may have sold a part. */
  readonly run: { readonly ms: number; readonly invoices: number; readonly sales: number };
  readonly journalBytes: number;
  /** Of this run, by route. */
  readonly requests: ReadonlyMap<string, RequestTime>;
  readonly timings: Timings;
};

export function summaryLines({
  tally,
  audit,
  run,
  journalBytes,
  requests,
  timings,
}: Outcome): readonly string[] {
  const { journal, hq, verified } = audit;
  const memberSales = tally.sales - tally.guestSales;
  const perSecond = (count: number): string => `${(count / (run.ms / 1000)).toFixed(1)} per second`;
  return [
    row('invoices', tally.invoices),
    row('lines', tally.lines),
    row('  sold', tally.soldLines),
    row('  refused', refusedLines(tally)),
    ...reasonRows(tally),
    row('sales', tally.sales),
    row('  to guests', tally.guestSales),
    row('  to members', memberSales, `${journal.members} members`),
    row('gross, GBP', money(journal.grossMinor), `at HQ ${money(hq.grossMinor)}`),
    row('points earned', journal.points, `at HQ ${hq.issuedPoints}, in balances ${hq.availablePoints}`),
    row('days closed', journal.stretches, `${hq.confirmedDays} confirmed by HQ`),
    row('entries at HQ', hq.entries, `${hq.waiting} waiting for a person`),
    row('stale facts', hq.stale.price + hq.stale.tier + hq.stale.product, staleText(hq.stale)),
    row(
      'ledger',
      verified.records,
      `records; ${verified.transfers} transfers, ${verified.accounts} balances`,
    ),
    row('journal', megabytes(journalBytes)),
    row('this run', clockText(run.ms), `${run.invoices} invoices, ${perSecond(run.invoices)}`),
    ...[...requests].map(([route, { count, ms }]) =>
      row(`  ${route}`, count, `requests, ${(ms / count).toFixed(1)} ms each`),
    ),
    ...PARTS.map((part) => row(`  ${part}`, clockText(timings.spentMs(part)))),
  ];
}

const reasonRows = ({ refused }: Tally): readonly string[] =>
  (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const count = refused[reason];
    return count === undefined ? [] : [row(`    ${reason}`, count, REASONS[reason])];
  });

const staleText = ({ price, tier, product }: Audit['hq']['stale']): string =>
  `${price} prices, ${tier} tiers, ${product} goods were not as HQ had them`;

const money = (amount: number): string => formatMoney(minor(amount), replayStore.currency, 'en');

const row = (name: string, value: string | number, more = ''): string =>
  `${name.padEnd(22)}${String(value).padStart(16)}${more === '' ? '' : `  ${more}`}`;
