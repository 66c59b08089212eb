/** `npm run vectors -- DIR`: runs every case of a folder; ends with code 1 when one fails. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zFile } from './format/case-schema.ts';
import { runCase, type Verdict } from './run-case.ts';

function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error('Name the folder of the case files: npm run vectors -- DIR');
    return 2;
  }
  const verdicts = filesIn(folder).flatMap((file) => verdictsOf(join(folder, file)));
  for (const verdict of verdicts) tell(verdict);
  const count = (kind: Verdict['kind']): number => verdicts.filter((each) => each.kind === kind).length;
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('declined')} skipped`);
  return verdicts.length === 0 || count('failed') > 0 ? 1 : 0;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();

function verdictsOf(path: string): readonly Verdict[] {
  const read = zFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success)
    return [
      { kind: 'failed', id: path, differences: [`no file of cases: ${read.error.issues[0]?.message ?? ''}`] },
    ];
  return read.data.cases.map(runCase);
}

function tell(verdict: Verdict): void {
  if (verdict.kind === 'declined')
    console.log(`skipped ${verdict.id}: ${verdict.predicate} (${verdict.rule} decides otherwise)`);
  if (verdict.kind === 'failed')
    for (const each of verdict.differences) console.log(`FAILED ${verdict.id}: ${each}`);
}

process.exitCode = main(process.argv[2]);
