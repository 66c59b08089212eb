import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'build', 'count-tests.mjs');
const folder = mkdtempSync(join(tmpdir(), 'reports-'));

type FileResult = {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
};
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults?: readonly FileResult[];
};

function count(...reports: readonly (Report | 'missing')[]): { line: string; code: number | null } {
  const files = reports.map((report, index) => {
    const file = join(folder, `${crypto.randomUUID()}-${index}.json`);
    if (report !== 'missing') writeFileSync(file, JSON.stringify({ testResults: [], ...report }));
    return file;
  });
  const { stdout, status } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
  return { line: stdout, code: status };
}

const good = { numPassedTests: 3, numFailedTests: 0 };

test.each([
  { case: 'two good runs are summed', reports: [good, good], line: '6 passed, 0 failed', code: 0 },
  {
    case: 'a failure fails',
    reports: [good, { numPassedTests: 1, numFailedTests: 2 }],
    line: '4 passed, 2 failed',
    code: 1,
  },
  {
    case: 'a run that left no report fails',
    reports: [good, 'missing'],
    line: '3 passed, 1 failed',
    code: 1,
  },
  {
    case: 'a run without tests fails',
    reports: [{ ...good, numPassedTests: 0 }],
    line: '0 passed, 0 failed',
    code: 1,
  },
  {
    case: 'a file that did not load fails',
    reports: [{ ...good, testResults: [{ status: 'failed', assertionResults: [] }] }],
    line: '3 passed, 1 failed',
    code: 1,
  },
] as const)('$case', ({ reports, line, code }) => {
  expect(count(...reports)).toEqual({ line: `${line}\n`, code });
});
