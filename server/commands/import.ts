import { asId, type CategoryId } from '../../shared/kernel/ids.ts';
import { isAsset } from '../../shared/loyalty/asset.ts';
import type { Hq } from '../hq.ts';
import { balanceKind } from '../import/balances/balance-kind.ts';
import { findCompany, type ImportCompany } from '../import/company.ts';
import { memberKind } from '../import/members/member-kind.ts';
import { productKind } from '../import/products/product-kind.ts';
import { type FileImport, importFile } from '../import/run/import-file.ts';
import type { ImportKind } from '../import/run/import-kind.ts';
import type { Imported } from '../import/run/run-import.ts';
import { readCategory } from '../import/values/category-id.ts';
import { readTax } from '../import/values/tax.ts';
import { OperatorError, UsageError } from '../operator-error.ts';
import type { Command, Values } from './command.ts';
import { commonHelp, commonOptions, openFrom, text } from './common-options.ts';

const KINDS = ['products', 'members', 'balances'] as const;

export const importCommand: Command = {
  summary: 'take goods, members or opening balances from CSV, Excel or, goods only, 1C (CommerceML 2)',
  operands: ['KIND', 'FILE'],
  options: {
    ...commonOptions,
    company: { type: 'string' },
    map: { type: 'string' },
    encoding: { type: 'string' },
    separator: { type: 'string' },
    sheet: { type: 'string' },
    report: { type: 'string' },
    'skip-bad': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    'update-only': { type: 'boolean' },
    tax: { type: 'string' },
    category: { type: 'string' },
    offers: { type: 'string' },
    prices: { type: 'string' },
    'price-type': { type: 'string' },
    country: { type: 'string' },
    asset: { type: 'string' },
  },
  help: [
    'KIND is products, members or balances. All or nothing: a file with a row that cannot be taken changes nothing.',
    'The same file again changes nothing; another one with the same codes or cards updates. An empty cell says nothing.',
    '',
    ...commonHelp,
    '--company ID       for which company, where there are several',
    '--map FIELD=COLUMN,…  which column is which, by header or by place (#1, #2 …), for example --map name=Denumire,price=#4',
    '                   products: code, name, price; category, unit, tax, tags',
    '                   members: card; name, secondName, phone, spend, visits, tier',
    '                   balances: card, balance',
    '--encoding NAME    utf-8, utf-16le, windows-1251, windows-1250, koi8-r or ibm866 (else detected)',
    '--separator SIGN   ; , | or tab (else detected)',
    '--sheet NAME       sheet of an Excel file (else the first)',
    '--dry-run          check everything, write nothing',
    '--skip-bad         take the good rows although others are refused',
    '--report FILE      write all refused rows to this CSV',
    'products:',
    '--tax ID           tax of new goods whose row says none',
    '--category NAME    category of new goods whose row says none (default other)',
    '--update-only      change goods that HQ has, refuse others; then name or price may be missing',
    '--offers FILE, --prices FILE   further CommerceML files, beside the one with the goods',
    '--price-type NAME  which price of CommerceML, where there are several',
    'members:',
    '--country CODE     country of phones written without one (else that of the stores)',
    'balances:',
    '--asset NAME       points (default), wallet, giftcard, stamps:NAME …',
  ],
  async run(values, [kindName = '', file = '']) {
    const kind = KINDS.find((each) => each === kindName);
    if (!kind) throw new UsageError(`KIND is products, members or balances, not "${kindName}".`);
    refuseForeignOptions(kind, values);
    const { hq, close } = await openFrom(values);
    try {
      const company = await findCompany(hq.db, text(values, 'company'));
      const task = commonTask(hq, values, file);
      const imported = await runKind(kind, { hq, values, company, task });
      tell(imported, task);
    } finally {
      await close();
    }
  },
};

type Kind = (typeof KINDS)[number];
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

const commonTask = (hq: Hq, values: Values, file: string): Task => ({
  hq,
  file,
  map: text(values, 'map'),
  encoding: text(values, 'encoding'),
  separator: text(values, 'separator'),
  sheet: text(values, 'sheet'),
  reportFile: text(values, 'report'),
  skipBad: values['skip-bad'] === true,
  dryRun: values['dry-run'] === true,
  say: (line) => console.log(line),
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
          `No column was found for: tax. Say which with --map tax=COLUMN, or one for all goods with --tax: ${taxes
            .map(({ id, rateBps }) => `${id} (${rateBps / 100} %)`)
            .join(', ')}.`,
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

/** Ends the command with code 1 where rows were refused and nobody had asked to leave them out. */
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
      `${refused} rows are refused; nothing was written. Correct the file, or take the good rows with --skip-bad.`,
    );
  if (dryRun) say('nothing was written (--dry-run)');
}
