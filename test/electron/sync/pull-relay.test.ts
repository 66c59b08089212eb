import { expect, test } from 'vitest';
import { pullRelay } from '../../../electron/sync/pull-relay.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { CollectionName, PullRequest, PullResponse } from '../../../shared/protocol/pull.ts';

/** HQ that answers when the test says so. */
function slowHq(answers: CollectionName = 'members') {
  const asked: PullRequest[] = [];
  const ends: (() => void)[] = [];
  const page = { collection: answers, documents: [], checkpoint: '1' } as PullResponse;
  const pull = pullRelay({
    call: async (_name, request) => {
      asked.push(request as PullRequest);
      await new Promise<void>((resolve) => ends.push(resolve));
      return ok(page) as Result<never>;
    },
    stop: () => undefined,
  });
  return { pull, asked, end: () => ends.shift()?.() };
}

const members: PullRequest = { collection: 'members', checkpoint: null, limit: 10 };

test('one page per collection is on its way, and few may wait for it', async () => {
  const { pull, asked, end } = slowHq();
  const first = pull(members);
  const waiting = [pull(members), pull(members)];
  expect(await pull(members)).toMatchObject({ ok: false, failure: { code: 'CALL-REFUSED' } });
  expect(asked).toHaveLength(1);
  end();
  expect(await first).toMatchObject({ ok: true });
  await expect.poll(() => asked.length).toBe(2);
  end();
  await expect.poll(() => asked.length).toBe(3);
  end();
  expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([true, true]);
});

test('LOD-3 a card that a cashier waits for does not queue behind a page', async () => {
  const { pull, asked, end } = slowHq();
  const page = pull(members);
  const card = pull({ ...members, limit: 1, card: '2900000000018' });
  await expect.poll(() => asked.length).toBe(2);
  end();
  end();
  expect((await Promise.all([page, card])).map(({ ok }) => ok)).toEqual([true, true]);
});

test('an answer about something else is rubbish', async () => {
  const { pull, asked, end } = slowHq('products');
  const page = pull(members);
  await expect.poll(() => asked.length).toBe(1);
  end();
  expect(await page).toMatchObject({ ok: false, failure: { code: 'HQ-RUBBISH' } });
});
