// Sums up reports of Vitest into one line, alone for machines to read: `N passed, N failed`. A report that is
// missing, a file that did not load and a run without any test count as failures.
import { existsSync, readFileSync } from 'node:fs';

const totals = process.argv.slice(2).map(countReport);
const passed = totals.reduce((sum, report) => sum + report.passed, 0);
const failed = totals.reduce((sum, report) => sum + report.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function countReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}
