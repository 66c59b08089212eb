/** A section of the page: what it is about, its rows, and a sentence instead of an empty table. */
import type { Some } from '../hq-status.ts';
import type { StatusKey } from '../words/en.ts';
import type { Say } from '../words/status-words.ts';
import { type Html, html } from './html.ts';

export type Column<Row> = {
  readonly title: StatusKey;
  /** `number`: figures that stand under one another. `head`: what the row is about. */
  readonly kind?: 'number' | 'head' | 'time';
  readonly cell: (row: Row) => Html | string | number;
};

export type Section<Row> = {
  readonly title: StatusKey;
  readonly means: StatusKey;
  readonly none: StatusKey;
  readonly columns: readonly Column<Row>[];
  readonly rows: Some<Row>;
};

export const section = <Row>(say: Say, { title, means, none, columns, rows }: Section<Row>): Html =>
  html`<section><h2>${say(title)}</h2>${
    rows.count === 0
      ? html`<p>${say(none)}</p>`
      : html`<p>${say(means)}</p>${table(say, columns, rows.rows)}${left(say, rows)}`
  }</section>
`;

const table = <Row>(say: Say, columns: readonly Column<Row>[], rows: readonly Row[]): Html =>
  html`<div class="wide"><table><thead><tr>${columns.map(
    ({ title, kind }) => html`<th scope="col" class="${classOf(kind)}">${say(title)}</th>`,
  )}</tr></thead><tbody>
${rows.map((row) => html`<tr>${columns.map((column) => tableCell(column, row))}</tr>\n`)}</tbody></table></div>`;

const tableCell = <Row>({ kind, cell }: Column<Row>, row: Row): Html =>
  kind === 'head'
    ? html`<th scope="row">${cell(row)}</th>`
    : html`<td class="${classOf(kind)}">${cell(row)}</td>`;

const classOf = (kind: Column<never>['kind']): string =>
  kind === 'number' ? 'n' : kind === 'time' ? 't' : '';

const left = (say: Say, { count, rows }: Some<unknown>): Html | null =>
  rows.length < count ? html`<p>${say('more', { shown: rows.length, count })}</p>` : null;
