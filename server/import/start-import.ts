/** From what was asked on the command line to an import that runs: options are read, words are said. */
import { asId, type CategoryId } from '../../shared/kernel/ids.ts';
import { isAsset } from '../../shared/loyalty/asset.ts';
import type { Values } from '../commands/command.ts';
import { text } from '../commands/common-options.ts';
import type { Hq } from '../hq.ts';
import { OperatorError, UsageError } from '../operator-error.ts';
import { balanceKind } from './balances/balance-kind.ts';
import { findCompany, type ImportCompany } from './company.ts';
import { memberKind } from './members/member-kind.ts';
import { productKind } from './products/product-kind.ts';
import { type FileImport, importFile } from './run/import-file.ts';
import type { ImportKind } from './run/import-kind.ts';
import type { Imported } from './run/run-import.ts';
import { readCategory } from './values/category-id.ts';
import { listTaxes, readTax } from './values/tax.ts';

const KINDS = ['products', 'members', 'balances'] as const;
export type Kind = (typeof KINDS)[number];

export type ImportRequest = {
  readonly kind: Kind;
  readonly file: string;
  readonly values: Values;
  readonly say: (line: string) => void;
};

/** Throws, after everything has been said, where rows were refused and nobody had asked to leave them out. */
export async function startImport(hq: Hq, request: ImportRequest): Promise<Imported> {
  const { kind, values } = request;
  const company = await findCompany(hq.db, text(values, 'company'));
  const task = commonTask(hq, request);
  const imported = await runKind(kind, { hq, values, company, task });
  tell(imported, task);
  return imported;
}

/** Which import is meant; an option of another one is a mistake, never ignored. */
export function readKind(name: string, values: Values): Kind {
  const kind = KINDS.find((each) => each === name);
  if (!kind) throw new UsageError(`KIND is products, members or balances, not "${name}".`);
  refuseForeignOptions(kind, values);
  return kind;
}

type Task = Omit<FileImport<never>, 'kind'>;

const OWN_OPTIONS: Readonly<Record<Kind, readonly string[]>> = {
  products: ['tax', 'category', 'update-only', 'offers', 'prices', 'price-type'],
  members: ['country'],
  balances: ['asset'],
};

function refuseForeignOptions(kind: Kind, values: Values): void {
  for (const [owner, options] of Object.entries(OWN_OPTIONS))
    for (const option of options)
      if (owner !== kind && values[option] !== undefined)
        throw new UsageError(`--${option} belongs to import ${owner}.`);
}

const commonTask = (hq: Hq, { values, file, say }: ImportRequest): Task => ({
  hq,
  file,
  map: text(values, 'map'),
  encoding: text(values, 'encoding'),
  separator: text(values, 'separator'),
  sheet: text(values, 'sheet'),
  reportFile: text(values, 'report'),
  skipBad: values['skip-bad'] === true,
  dryRun: values['dry-run'] === true,
  say,
});

type KindRun = {
  readonly hq: Hq;
  readonly values: Values;
  readonly company: ImportCompany;
  readonly task: Task;
};

function runKind(kind: Kind, run: KindRun): Promise<Imported> {
  switch (kind) {
    case 'products':
      return importProducts(run);
    case 'members':
      return importMembers(run);
    case 'balances':
      return importBalances(run);
  }
}

const withKind = <Row>(task: Task, kind: ImportKind<Row>): FileImport<Row> => ({ ...task, kind });

function importProducts({ hq, values, company, task }: KindRun): Promise<Imported> {
  const { taxes, currency } = company;
  const tax = text(values, 'tax') ?? (taxes.length === 1 ? taxes[0]?.id : undefined);
  const taxId = tax === undefined ? null : required('--tax', readTax(tax, taxes));
  const categoryId = required<CategoryId>('--category', readCategory(text(values, 'category') ?? 'other'));
  const updateOnly = values['update-only'] === true;
  const more = [text(values, 'offers'), text(values, 'prices')].filter((each) => each !== undefined);
  return importFile({
    ...withKind(task, productKind({ company, nowMs: hq.nowMs, taxId, categoryId, updateOnly })),
    commerceMl: { currencyCode: currency.code, more, priceType: text(values, 'price-type') },
    onColumns: (has) => {
      if (taxId === null && !updateOnly && !has('tax'))
        throw new OperatorError(
          `No column was found for: tax. Say which with --map tax=COLUMN, or one for all goods with --tax: ${listTaxes(taxes)}.`,
        );
    },
  });
}

function importMembers({ hq, values, company, task }: KindRun): Promise<Imported> {
  const { programme, phoneCountryCode, currency, id } = company;
  if (!programme) throw new OperatorError(`${id} has no programme yet, so new members would have no tier.`);
  const countryCode = text(values, 'country') ?? phoneCountryCode;
  if (countryCode === null)
    throw new OperatorError(`The stores of ${id} are in several countries. Say which with --country CODE.`);
  if (!/^[1-9]\d{0,3}$/.test(countryCode))
    throw new UsageError(`--country takes a country's phone code, such as 373, not "${countryCode}".`);
  const rules = { countryCode, programme, decimals: currency.exponent };
  return importFile(withKind(task, memberKind(rules, { hq, company: id, programme })));
}

function importBalances({ hq, values, company, task }: KindRun): Promise<Imported> {
  const { programme, currency, id } = company;
  const asset = text(values, 'asset') ?? 'points';
  if (!isAsset(asset))
    throw new UsageError(`--asset takes points, wallet, giftcard, stamps:NAME …, not "${asset}".`);
  if (asset === 'points' && !programme)
    throw new OperatorError(`${id} has no programme yet, so nobody knows what a point is.`);
  const scale = programme?.point.scale ?? 1;
  const money = asset === 'wallet' || asset === 'giftcard';
  const decimals = money ? currency.exponent : asset === 'points' ? Math.log10(scale) : 0;
  return importFile(withKind(task, balanceKind({ hq, company: asId(id), asset, decimals })));
}

function required<T>(
  option: string,
  verdict: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string },
): T {
  if (!verdict.ok) throw new UsageError(`${option} ${verdict.reason}.`);
  return verdict.value;
}

function tell(
  { counts, refused, written, remarks, sample }: Imported,
  { dryRun, skipBad, reportFile, say }: Task,
): void {
  if (sample !== null) say(`first row as understood: ${sample}`);
  for (const remark of remarks) say(remark);
  if (reportFile !== undefined) say(`all refused rows are in ${reportFile}`);
  const summary = `added ${counts.added}, changed ${counts.changed}, same ${counts.same}, refused ${refused}`;
  const stops = refused > 0 && !skipBad;
  if (written) return say(summary);
  say(`would be: ${summary}`);
  if (stops)
    throw new OperatorError(
      `Refused rows: ${refused}. Nothing was written. Correct the file, or take the good rows with --skip-bad.`,
    );
  if (dryRun) say('nothing was written (--dry-run)');
}
