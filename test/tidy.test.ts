/** Style as a test: each rule is tried on a sample that breaks it, then on every file of the project. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failureCodeFaults } from './support/tidy/failure-codes.ts';
import { importFaults } from './support/tidy/imports.ts';
import { moduleFaults, nameFaults, purityFaults, sizeFaults } from './support/tidy/purity.ts';
import { ruleFaults } from './support/tidy/rule-ids.ts';
import { readDocs, readSources, type Source } from './support/tidy/source.ts';
import { untranslatedFaults } from './support/tidy/untranslated.ts';

const root = join(import.meta.dirname, '..');
const sources = readSources(root);
const file = (path: string, text: string): Source => ({ path, text });

const perFile: readonly {
  rule: string;
  faults: (source: Source) => readonly string[];
  broken: readonly Source[];
}[] = [
  {
    rule: 'layers import only what the architecture allows',
    faults: importFaults,
    broken: [
      file('electron/a.ts', "import { x } from '../server/b.ts';"),
      file('renderer/a.ts', "import { x } from '../electron/b.ts';"),
      file('server/a.ts', "import type { X } from '../test/b.ts';"),
      file('shared/kernel/a.ts', "import { x } from '../ledger/b.ts';"),
      file('shared/receipt/a.ts', "import {\n  x,\n  y,\n} from '../ipc/b.ts';"),
      file('shared/loyalty/a.ts', "const x = await import('../../electron/b.ts');"),
    ],
  },
  {
    rule: 'shared/ has no clock, no random and no floats',
    faults: purityFaults,
    broken: ['Date.now()', 'new Date()', 'Math.random()', '(1).toFixed(2)', "parseFloat('1')"].map((code) =>
      file('shared/kernel/a.ts', `export const x = ${code};`),
    ),
  },
  {
    rule: 'modules export by name and pass nothing on',
    faults: moduleFaults,
    broken: [
      file('shared/a.ts', 'export default 1;'),
      file('shared/a.ts', "export * from './b.ts';"),
      file('shared/a.ts', "export { x } from './b.ts';"),
    ],
  },
  {
    rule: 'files stay under 300 lines',
    faults: sizeFaults,
    broken: [file('shared/a.ts', 'x\n'.repeat(301))],
  },
  { rule: 'names are kebab-case', faults: nameFaults, broken: [file('shared/kernel/someThing.ts', '')] },
  {
    rule: 'no untranslated text stands in a screen',
    faults: untranslatedFaults,
    broken: [
      file('renderer/a.tsx', 'const A = () => <p>Pay now</p>;'),
      file('renderer/a.tsx', 'const A = () => <input placeholder="Карта" />;'),
    ],
  },
];

describe.each(perFile)('$rule', ({ faults, broken }) => {
  test.each(broken)('a breach is found in: $text', (source) => {
    expect(faults(source)).not.toEqual([]);
  });
  test('everywhere in the project', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter(({ path }) => path !== 'test/tidy.test.ts').flatMap(faults)).toEqual([]);
  });
});

describe('rules of docs/spec and tests cite each other', () => {
  const spec = file('docs/spec/a.md', '**ACC-1** Something.');
  test('a rule without a test is found', () => {
    expect(ruleFaults([spec], [])).toEqual(['ACC-1 of docs/spec/a.md is cited by no test']);
  });
  test('a citation without a rule is found', () => {
    expect(ruleFaults([spec], [file('test/a.test.ts', 'ACC-1 ACC-9')])).toEqual([
      'test/a.test.ts cites ACC-9, which no spec defines',
    ]);
  });
  test('everywhere in the project', () => {
    const tests = sources.filter(({ path }) => path.startsWith('test/') && path !== 'test/tidy.test.ts');
    expect(ruleFaults(readDocs(root, 'docs/spec'), tests)).toEqual([]);
  });
});

describe('the catalogue of failures', () => {
  test('a code that nothing gives and no test produces is found', () => {
    const catalogue = file(
      'shared/kernel/failure.ts',
      "export const failureCatalogue = {\n  'SCAN-ODD': notice,\n};",
    );
    expect(failureCodeFaults([catalogue])).toEqual(['nothing gives SCAN-ODD', 'no test produces SCAN-ODD']);
  });
  test('everywhere in the project', () => {
    expect(failureCodeFaults(sources)).toEqual([]);
  });
});
