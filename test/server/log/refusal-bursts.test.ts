import { expect, test } from 'vitest';
import { type RefusalLine, refusalBursts } from '../../../server/log/refusal-bursts.ts';

function bursts() {
  const lines: RefusalLine[] = [];
  const clock = { nowMs: 0 };
  const made = refusalBursts(
    (line) => lines.push(line),
    () => clock.nowMs,
  );
  return { lines, clock, ...made };
}

const PULL = { route: '/osp1/pull', code: 'BAD_SIGNATURE' };
const ENROL = { route: '/osp1/enrol', code: 'CODE_INVALID' };

test('the first refusal of a minute is told at once, the others as one number', () => {
  const { lines, clock, refused } = bursts();
  for (let times = 0; times < 5; times += 1) refused(PULL, 's-1-1');
  refused(ENROL);
  clock.nowMs = 60_000;
  refused(PULL);
  expect(lines).toEqual([
    { ...PULL, more: 0, till: 's-1-1' },
    { ...ENROL, more: 0 },
    { ...PULL, more: 4 },
    { ...PULL, more: 0 },
  ]);
});

test('what was counted is told at the end', () => {
  const { lines, refused, flush } = bursts();
  for (let times = 0; times < 3; times += 1) refused(PULL);
  flush();
  flush();
  expect(lines.map(({ more }) => more)).toEqual([0, 2]);
});
