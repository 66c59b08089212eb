import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createHqClient } from '../../../electron/hq/hq-client.ts';
import { readAnswer } from '../../../electron/hq/read-answer.ts';
import { createLog } from '../../../electron/log/log.ts';
import { REFUSALS, type RefusalCode } from '../../../shared/protocol/routes.ts';
import type { Fault } from '../../support/fake-hq/faults.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';

const client = (hqUrl: string) =>
  createHqClient({ hqUrl, sign: () => ({}), log: createLog(() => undefined) });
const ask = (hqUrl: string, timeoutMs?: number) =>
  client(hqUrl).call(
    'deviceLog',
    { businessDate: '2026-11-22' as never, rows: [] },
    timeoutMs === undefined ? {} : { timeoutMs },
  );

const meanings: Readonly<Record<RefusalCode, string>> = {
  BAD_REQUEST: 'HQ-RUBBISH',
  UNKNOWN_TILL: 'HQ-REFUSED',
  BAD_SIGNATURE: 'HQ-REFUSED',
  REPLAYED: 'HQ-UNREACHABLE',
  REVOKED: 'HQ-REFUSED',
  CODE_INVALID: 'ENROL-CODE',
  CODE_OTHER_TILL: 'ENROL-OTHER-TILL',
  CODE_EXPIRED: 'ENROL-EXPIRED',
  WRONG_PROTOCOL: 'HQ-REFUSED',
  TOO_LARGE: 'HQ-RUBBISH',
  TOO_MANY: 'HQ-UNREACHABLE',
  INTERNAL: 'HQ-UNREACHABLE',
};

test.each(Object.keys(REFUSALS) as RefusalCode[])(
  'HQ’s refusal %s has its meaning at the till',
  async (code) => {
    const hq = await useFakeHq();
    hq.faults('deviceLog', { refuse: code });
    expect(await ask(hq.url)).toEqual({ ok: false, failure: { code: meanings[code] } });
  },
);

test.each<readonly [Fault, string]>([
  ['notJson', 'HQ-RUBBISH'],
  ['otherShape', 'HQ-RUBBISH'],
  ['half', 'HQ-UNREACHABLE'],
  ['deaf', 'HQ-UNREACHABLE'],
  ['answerLost', 'HQ-UNREACHABLE'],
  ['proxyPage', 'HQ-UNREACHABLE'],
  ['endless', 'HQ-RUBBISH'],
])('an exchange that goes wrong (%s) is %s', async (fault, code) => {
  const hq = await useFakeHq();
  hq.faults('deviceLog', fault);
  expect(await ask(hq.url)).toEqual({ ok: false, failure: { code } });
});

test('REQ-1 an HQ that does not know the signature refuses', async () => {
  expect(await ask((await useFakeHq()).url)).toEqual({ ok: false, failure: { code: 'HQ-REFUSED' } });
});

test('an HQ that hangs is given up after the time allowed, and at once when the till ends', async () => {
  const hq = await useFakeHq();
  hq.faults('deviceLog', 'hang', 'hang');
  expect(await ask(hq.url, 50)).toEqual({ ok: false, failure: { code: 'HQ-UNREACHABLE' } });
  const asking = client(hq.url);
  const arrival = hq.arrival('deviceLog');
  const answer = asking.call('deviceLog', { businessDate: '2026-11-22' as never, rows: [] });
  await arrival;
  asking.stop();
  expect(await answer).toEqual({ ok: false, failure: { code: 'HQ-UNREACHABLE' } });
});

test('nobody is followed to another address', async () => {
  const other = createServer((_request, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await ask(`http://127.0.0.1:${port}`)).toEqual({ ok: false, failure: { code: 'HQ-UNREACHABLE' } });
});

test('an answer is read up to its limit, declared or not', async () => {
  const text = 'x'.repeat(1_000);
  expect(await readAnswer(new Response(text), 1_000)).toBe(text);
  expect(await readAnswer(new Response(text), 999)).toBeNull();
  expect(await readAnswer(new Response(text, { headers: { 'content-length': '1000' } }), 999)).toBeNull();
  expect(await readAnswer(new Response(null), 10)).toBe('');
});
