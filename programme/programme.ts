/** `npm run programme -- check|terms|diff`: looks at a programme's document without a shop. */
import { LANGUAGES } from '../shared/kernel/language.ts';
import { checkProgramme } from '../shared/loyalty/check/check-programme.ts';
import { severityOf } from '../shared/loyalty/check/problem.ts';
import { problemText } from '../shared/terms/problem-text.ts';
import { diffText, programmeDiff } from '../shared/terms/programme-diff.ts';
import { programmeTerms, termsText } from '../shared/terms/programme-terms.ts';
import { readCatalog } from './files/catalog-file.ts';
import { readJson } from './files/read-json.ts';
import { readProgramme } from './files/read-programme.ts';
import { InputError } from './input-error.ts';
import { EXIT_FOUND, EXIT_OK, readArguments, readLanguage } from './run-command.ts';

type Print = (text: string) => void;

export const PROGRAMME_USAGE = `npm run programme -- check FILE [--catalog GOODS.csv|GOODS.json] [--lang ro|ru|en]
npm run programme -- terms FILE [--lang ro|ru|en]
npm run programme -- diff OLD NEW [--lang ro|ru|en]

  check  every mistake with its place; ends with 1 if there are errors
  terms  the conditions in words, to print and to hang up
  diff   what changes from one version to the next, in words
`;

export function programmeCommand([name, ...args]: readonly string[], print: Print): number {
  switch (name) {
    case 'check':
      return check(args, print);
    case 'terms':
      return terms(args, print);
    case 'diff':
      return diff(args, print);
    case '--help':
    case undefined:
      print(PROGRAMME_USAGE);
      return EXIT_OK;
    default:
      throw new InputError('usage', `There is no command “${name}”.\n\n${PROGRAMME_USAGE}`);
  }
}

function check(args: readonly string[], print: Print): number {
  const { values, files } = readArguments(args, ['catalog', 'lang']);
  const language = readLanguage(values['lang'] ?? 'en');
  const known = values['catalog'] === undefined ? null : readCatalog(values['catalog']);
  const { problems } = checkProgramme(readJson(only(files, 1)[0] ?? ''), known);
  for (const each of problems) print(`${severityOf(each)} ${each.code} ${problemText(each, language)}\n`);
  const errors = problems.filter((each) => severityOf(each) === 'error').length;
  print(`${errors} errors, ${problems.length - errors} warnings\n`);
  return errors > 0 ? EXIT_FOUND : EXIT_OK;
}

function terms(args: readonly string[], print: Print): number {
  const { values, files } = readArguments(args, ['lang']);
  const programme = readProgramme(only(files, 1)[0] ?? '');
  for (const language of languages(values['lang']))
    print(`${termsText(programmeTerms(programme, language))}\n`);
  return EXIT_OK;
}

function diff(args: readonly string[], print: Print): number {
  const { values, files } = readArguments(args, ['lang']);
  const [before = '', now = ''] = only(files, 2);
  const versions = { before: readProgramme(before), now: readProgramme(now) };
  for (const language of languages(values['lang'])) print(`${diffText(programmeDiff(versions, language))}\n`);
  return EXIT_OK;
}

const languages = (wanted: string | undefined) => (wanted === undefined ? LANGUAGES : [readLanguage(wanted)]);

function only(files: readonly string[], count: number): readonly string[] {
  if (files.length !== count)
    throw new InputError(
      'usage',
      `${count} files are wanted, ${files.length} were named.\n\n${PROGRAMME_USAGE}`,
    );
  return files;
}
