import { describe, expect, test } from 'vitest';
import { BadInput, readCommandLine } from '../../sim/command-line.ts';
import { simCommand } from '../../sim/sim-command.ts';

async function run(...argv: readonly string[]) {
  const out = { written: '', complaints: '' };
  const code = await simCommand(argv, {
    write: (text) => {
      out.written += text;
    },
    complain: (text) => {
      out.complaints += text;
    },
  });
  return { code, ...out };
}

describe('npm run sim', () => {
  test.each([
    [[]],
    [['--seeds', '9..3']],
    [['--seeds', 'all']],
    [['--seeds', '0..3']],
    [['--seeds', '1', '--workers', '0']],
    [['--seeds', '1', '--workers', '1.5']],
    [['--trace', '-1']],
    [['--planets']],
    [['seven']],
  ])('refuses %j', (argv) => {
    expect(() => readCommandLine(argv)).toThrow(BadInput);
  });

  test('bad input ends with 2 and says how to ask', async () => {
    const { code, complaints, written } = await run('--seeds', '9..3');
    expect(code).toBe(2);
    expect(complaints).toContain('--seeds A..B');
    expect(written).toBe('');
  });

  test('seeds without a violation end with 0 and a report that a program can read', async () => {
    const { code, written } = await run('--seeds', '12..13', '--workers', '1', '--json');
    expect(code).toBe(0);
    const report: unknown = JSON.parse(written);
    expect(report).toMatchObject({ seeds: { from: 12, to: 13, count: 2 }, violations: [] });
    expect(Object.keys((report as { traceHashes: object }).traceHashes)).toEqual(['12', '13']);
  });

  test('one seed is shown with its last events', async () => {
    const { code, written } = await run('--trace', '17');
    expect(code).toBe(0);
    expect(written).toContain('no violation');
    expect(written).toMatch(/till-\d+\.SALE [0-9a-f]{16}/);
  });

  test('the same seeds on two threads give the same traces', async () => {
    const [one, two] = await Promise.all([
      run('--seeds', '12..13', '--workers', '1', '--json'),
      run('--seeds', '12..13', '--workers', '2', '--json'),
    ]);
    const hashOf = (text: string) => (JSON.parse(text) as { traceHash: string }).traceHash;
    expect(hashOf(two.written)).toBe(hashOf(one.written));
  }, 120_000);
});
