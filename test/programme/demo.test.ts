import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJson } from '../../programme/files/read-json.ts';
import { readReplayProgramme } from '../../replay/shop/programme.ts';
import { demoGoods } from '../../server/demo/demo-goods.ts';
import { checkProgramme } from '../../shared/loyalty/check/check-programme.ts';
import { severityOf } from '../../shared/loyalty/check/problem.ts';

const demo = join(import.meta.dirname, '../../data/demo/programme.json');

test('the demo’s programme names only goods that the demo shop sells, and has words for all of them', () => {
  const goods = demoGoods().map(({ id, categoryId, tags }) => ({ productId: id, categoryId, tags }));
  expect(checkProgramme(readJson(demo), { goods }).problems).toEqual([]);
});

test('the replay’s programme has no errors', () => {
  const { problems } = checkProgramme(readReplayProgramme(), null);
  expect(problems.filter((each) => severityOf(each) === 'error')).toEqual([]);
});
