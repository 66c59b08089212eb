import { expect, test } from 'vitest';
import {
  COURTESY_MS,
  LONGEST_WAIT_MS,
  MAX_WAITING_PAGES,
  PAGES_AT_ONCE,
  pullTurns,
} from '../../../server/feed/pull-turns.ts';
import { ok } from '../../../shared/kernel/result.ts';

/** Pages that end when the test says so. */
function pages() {
  const ends: (() => void)[] = [];
  const clock = { nowMs: 0 };
  const { inTurn, first } = pullTurns(() => clock.nowMs);
  const begun: number[] = [];
  const ask = (page: number) =>
    inTurn(async () => {
      begun.push(page);
      await new Promise<void>((resolve) => ends.push(resolve));
      return ok(page);
    });
  return { ask, first, begun, clock, end: () => ends.shift()?.() };
}

test('LOD-5 two pages are worked on at a time, and the next in the order of asking', async () => {
  const { ask, begun, end } = pages();
  const answers = [1, 2, 3, 4].map(ask);
  await expect.poll(() => begun).toEqual([1, 2]);
  end();
  await answers[0];
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  end();
  end();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4]);
  end();
  expect(await Promise.all(answers)).toEqual([ok(1), ok(2), ok(3), ok(4)]);
});

test('a page that fails makes room as well', async () => {
  const { inTurn } = pullTurns();
  const broken = () => Promise.reject(new Error('the database is away'));
  for (let page = 0; page < PAGES_AT_ONCE; page += 1)
    await expect(inTurn(broken)).rejects.toThrow('the database is away');
  expect(await inTurn(async () => ok('there'))).toEqual(ok('there'));
});

test('LOD-5 a till that nobody listens for any more is not worked for', async () => {
  const { ask, begun, clock, end } = pages();
  const working = [ask(1), ask(2)];
  const late = ask(3);
  clock.nowMs = LONGEST_WAIT_MS + 1;
  const fresh = ask(4);
  await expect.poll(() => begun).toEqual([1, 2]);
  end();
  await working[0];
  expect(await late).toEqual({ ok: false, failure: 'TOO_MANY' });
  await expect.poll(() => begun).toEqual([1, 2, 4]);
  end();
  end();
  expect(await Promise.all([working[1], fresh])).toEqual([ok(2), ok(4)]);
});

test('LOD-5 no page is begun while sales are being posted, but none waits for ever', async () => {
  const { ask, first, begun, end } = pages();
  let posted = (): void => undefined;
  const posting = first(() => new Promise<void>((resolve) => (posted = resolve)));
  const page = ask(1);
  await Promise.resolve();
  expect(begun).toEqual([]);
  posted();
  await posting;
  await expect.poll(() => begun).toEqual([1]);
  end();
  expect(await page).toEqual(ok(1));
  void first(() => new Promise<void>(() => undefined));
  const patient = ask(2);
  await expect.poll(() => begun, { timeout: 4 * COURTESY_MS }).toEqual([1, 2]);
  end();
  expect(await patient).toEqual(ok(2));
});

test('the queue has an end', async () => {
  const { ask } = pages();
  for (let page = 0; page < PAGES_AT_ONCE + MAX_WAITING_PAGES; page += 1) void ask(page);
  expect(await ask(-1)).toEqual({ ok: false, failure: 'TOO_MANY' });
});
