/** IPC-1, IPC-2: a window in somebody else's hands, on every channel. */
import { describe, expect, test } from 'vitest';
import { answerCall } from '../../../electron/ipc/answer-call.ts';
import type { CallHandlers } from '../../../electron/ipc/call-handlers.ts';
import { isOurPage } from '../../../electron/ipc/our-page.ts';
import { MAX_PAYLOAD_WEIGHT, payloadFits } from '../../../electron/ipc/payload-fits.ts';
import { createLog } from '../../../electron/log/log.ts';
import { CALL_NAMES, type CallName } from '../../../shared/ipc/names.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { saleDraft } from '../../support/till/drafts.ts';
import { PAGE, sellingTill } from '../../support/till/test-till.ts';

/** Well-formed, so that a refusal below has the one reason that its test is about. */
const wellFormed: Readonly<Record<CallName, unknown>> = {
  'till.status': null,
  'till.enrol': { hqUrl: 'https://hq.example', code: 'ABCD-EFGH-JKMN-PQRS' },
  'cashier.signIn': { cashierId: 'c-ana', pin: '1' },
  'cashier.signOut': null,
  'shift.open': { floatMinor: 0 },
  'shift.close': { countedMinor: 0 },
  'day.close': null,
  'basket.load': null,
  'basket.save': { id: saleDraft().basketId, lines: [], nextN: 1, memberId: null },
  'member.phoneKeys': { digits: '069123456' },
  'member.ownEffects': { memberId: 'm-1', asOf: 0 },
  'sale.usage': { programmeVersion: 1, member: null },
  'rights.held': { owner: 'm-1' },
  'rights.acquire': { basketId: saleDraft().basketId, owner: 'm-1', asset: 'points', amount: 1 },
  'rights.abandon': { basketId: saleDraft().basketId },
  'sale.commit': saleDraft(),
  'journal.entries': { afterRevision: 0, limit: 1 },
  'journal.receipt': { entryId: saleDraft().basketId },
  'receipt.copy': { entryId: saleDraft().basketId },
  'spool.jobs': null,
  'spool.resolve': { jobId: 1, action: 'skip' },
  'reference.pull': { collection: 'products', checkpoint: null, limit: 1 },
  'deviceLog.upload': { businessDate: '2026-11-22', rows: [] },
};

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;
const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], null);

const hostile: readonly (readonly [what: string, args: readonly unknown[]])[] = [
  ['no argument', []],
  ['undefined', [undefined]],
  ['a number', [42]],
  ['a text', ['{}']],
  ['a list', [[]]],
  ['an empty object', [{}]],
  ['true', [true]],
  ['a date', [new Date(0)]],
  ['a map', [new Map([['floatMinor', 5]])]],
  ['bytes', [new Uint8Array(8)]],
  ['a big integer', [{ floatMinor: 5n }]],
  ['a cycle', [cyclic]],
  ['a hundred lists in one another', [deep]],
  ['ten million characters', [{ pin: 'x'.repeat(10_000_000) }]],
  ['a million numbers', [{ lines: Array(1_000_000).fill(0) }]],
  ['a prototype of its own', [JSON.parse('{"__proto__": {"floatMinor": 5}}')]],
  ['keys of everything', [{ constructor: 1, toString: 2, valueOf: 3 }]],
];

function spied(): { handlers: CallHandlers; reached: string[]; logged: string[] } {
  const reached: string[] = [];
  const logged: string[] = [];
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [name, () => (reached.push(name), { ok: true, value: null })]),
  ) as unknown as CallHandlers;
  return { handlers, reached, logged };
}

describe.each(CALL_NAMES)('%s', (name) => {
  test.each(hostile)('IPC-1 is refused with %s, before its handler', async (_what, args) => {
    const { handlers, reached, logged } = spied();
    const log = createLog((line) => logged.push(line));
    const answer = await answerCall({ name, senderUrl: PAGE, args }, { handlers, log });
    expect(answer).toEqual({ ok: false, failure: { code: 'CALL-REFUSED' } });
    expect(reached).toEqual([]);
    expect(logged.join()).not.toContain('xxx');
  });

  test.each([
    null,
    '',
    'https://evil.example/',
    'app://display/index.html',
    'file:///etc/passwd',
    'app://till.evil/',
  ])('IPC-1 is refused from %s, however well it is formed', async (senderUrl) => {
    const { handlers, reached } = spied();
    const log = createLog(() => undefined);
    const args = [wellFormed[name]];
    expect(await answerCall({ name, senderUrl, args }, { handlers, log })).toMatchObject({ ok: false });
    expect(reached).toEqual([]);
    await answerCall({ name, senderUrl: PAGE, args }, { handlers, log });
    expect(reached).toEqual([name]);
  });

  test('IPC-1 is refused with one key too many or a second argument', async () => {
    const { handlers, reached } = spied();
    const log = createLog(() => undefined);
    const good = wellFormed[name];
    const more = good === null ? { extra: 1 } : { ...(good as object), extra: 1 };
    for (const args of [[more], [good, good]])
      expect(await answerCall({ name, senderUrl: PAGE, args }, { handlers, log })).toMatchObject({
        ok: false,
      });
    expect(reached).toEqual([]);
  });

  test('IPC-2 an exception becomes CALL-FAILED; its text stays in the log', async () => {
    const logged: string[] = [];
    const broken = {
      ...spied().handlers,
      [name]: () => {
        throw new Error('SELECT secret FROM vault');
      },
    };
    const call = { name, senderUrl: PAGE, args: [wellFormed[name]] };
    const answer = await answerCall(call, { handlers: broken, log: createLog((line) => logged.push(line)) });
    expect(answer).toEqual({ ok: false, failure: { code: 'CALL-FAILED' } });
    expect(logged.join()).toContain('SELECT secret');
  });
});

test('a till at work survives every hostile call on every channel and writes nothing', async () => {
  const till = await sellingTill(await useFakeHq());
  const before = till.session().desk.journal.tip();
  for (const name of CALL_NAMES)
    for (const [, args] of hostile)
      expect(await till.call(name, args[0] as never)).toMatchObject({ ok: false });
  expect(till.session().desk.journal.tip()).toEqual(before);
});

test('a payload is measured only up to the limit', () => {
  let read = 0;
  const counted = Array.from({ length: 1_000 }, () => ({
    get text() {
      read += 1;
      return 'x'.repeat(MAX_PAYLOAD_WEIGHT / 10);
    },
  }));
  expect(payloadFits(counted)).toBe(false);
  expect(read).toBeLessThan(20);
});

test.each([
  ['app://till/index.html', true],
  ['app://till/index.html?lang=ro', true],
  ['app://till', true],
  ['app://TILL/index.html', false],
  ['app://till:80/', false],
  ['app://user@till/', false],
  ['https://till/', false],
  ['about:blank', false],
  ['data:text/html,app://till/', false],
])('%s is one of our pages: %s', (url, ours) => {
  expect(isOurPage(url)).toBe(ours);
});
