import { readKind, startImport } from '../import/start-import.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

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
    const kind = readKind(kindName, values);
    const { hq, close } = await openFrom(values);
    try {
      await startImport(hq, { kind, file, values, say: (line) => console.log(line) });
    } finally {
      await close();
    }
  },
};
