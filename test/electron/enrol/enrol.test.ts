import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnrolmentCode } from '../../../electron/enrol/read-code.ts';
import { isSafeHqUrl } from '../../../electron/hq/hq-address.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { ANA, PIN_PEPPER, place, STORE_KEY, signed } from '../../support/fake-hq/documents.ts';
import { CODE } from '../../support/fake-hq/fake-hq.ts';
import { useFakeHq } from '../../support/fake-hq/use-fake-hq.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';
import { enrolledTill, testTill, testVault } from '../../support/till/test-till.ts';

test('ENR-1 a code makes this device a till that knows its place, its programme and its staff', async () => {
  const hq = await useFakeHq();
  const till = testTill();
  expect(await till.done('till.status', null)).toMatchObject({ place: null });
  const status = await till.done('till.enrol', {
    hqUrl: hq.url,
    code: CODE.toLowerCase().replaceAll('-', ' '),
  });
  expect(status).toMatchObject({ place: place(), programmeVersion: 1, hq: { link: 'online' } });
  const restarted = await till.restart();
  expect(await restarted.done('till.status', null)).toMatchObject({ place: place(), programmeVersion: 1 });
});

test('ENR-1 the private key and the store’s secrets never leave main', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  const { seed } = till.session().identity;
  const sent = JSON.stringify(hq.arrivals);
  const shown = JSON.stringify([till.events, till.logged, await till.done('till.status', null)]);
  for (const secret of [seed, STORE_KEY, PIN_PEPPER]) {
    expect(sent).not.toContain(secret);
    expect(shown).not.toContain(secret);
  }
  expect(sent).toContain(signingKey(seed).publicKey);
});

test.each([
  ['a code that HQ does not know', { refuse: 'CODE_INVALID' }, 'ENROL-CODE'],
  ['a code that is too old', { refuse: 'CODE_EXPIRED' }, 'ENROL-EXPIRED'],
  ['a program that is too old', { refuse: 'WRONG_PROTOCOL' }, 'HQ-REFUSED'],
  ['too many tries', { refuse: 'TOO_MANY' }, 'HQ-UNREACHABLE'],
  ['a line that breaks', 'deaf', 'HQ-UNREACHABLE'],
  ['half an answer', 'half', 'HQ-UNREACHABLE'],
  ['rubbish', 'notJson', 'HQ-RUBBISH'],
  ['an answer of another shape', 'otherShape', 'HQ-RUBBISH'],
  ['a proxy’s page', 'proxyPage', 'HQ-UNREACHABLE'],
] as const)('%s leaves the device as it was', async (_what, fault, code) => {
  const hq = await useFakeHq();
  hq.faults('enrol', fault);
  const till = testTill();
  expect(await till.call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({ failure: { code } });
  expect(readdirSync(till.userData)).toEqual([]);
  expect(await till.call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({ ok: true });
});

test('a certificate signed by somebody else, or of another key, is not believed', async () => {
  const hq = await useFakeHq();
  const till = testTill();
  hq.says.sign = (value) => signed(value, signingKey('ee'.repeat(32)));
  const enrolment = { hqUrl: hq.url, code: CODE };
  expect(await till.call('till.enrol', enrolment)).toMatchObject({ failure: { code: 'HQ-RUBBISH' } });
  hq.says.sign = (value) => signed({ ...(value as object), publicKey: 'ab'.repeat(32) });
  expect(await till.call('till.enrol', enrolment)).toMatchObject({ failure: { code: 'HQ-RUBBISH' } });
  expect(readdirSync(till.userData)).toEqual([]);
});

describe('ENR-2 without a safe key store', () => {
  test('a till does not enrol, and its code is not used up', async () => {
    const hq = await useFakeHq();
    const till = testTill({ vault: testVault('none') });
    expect(await till.call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({
      failure: { code: 'ENROL-KEYRING' },
    });
    expect(hq.arrivals).toEqual([]);
  });
  test('the development switch allows it, and the status says so for as long as it runs', async () => {
    const till = await enrolledTill(await useFakeHq(), { vault: testVault('plainText') });
    expect(await till.done('till.status', null)).toMatchObject({ plainTextKeys: true });
  });
  test('a till enrolled with a key store that is gone does nothing, and keeps its files', async () => {
    const till = await enrolledTill(await useFakeHq());
    const locked = await till.restart({ vault: testVault('none') });
    expect(await locked.call('basket.load', null)).toMatchObject({ failure: { code: 'ENROL-NEEDED' } });
    expect(existsSync(join(till.userData, 'identity.sealed'))).toBe(true);
    const unlocked = await locked.restart({ vault: testVault() });
    expect(await unlocked.done('till.status', null)).toMatchObject({ place: place() });
  });
});

test('a till is enrolled once; what an earlier epoch left is set aside, not deleted', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  expect(await till.call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({
    failure: { code: 'ENROL-DONE' },
  });
  const old = readFileSync(join(till.userData, 'identity.sealed'));
  const again = await till.restart({ vault: testVault('protected', 'another machine:') });
  expect(await again.call('till.enrol', { hqUrl: hq.url, code: CODE })).toMatchObject({ ok: true });
  const aside = readdirSync(till.userData).find((name) => name.startsWith('set-aside-'));
  expect(readFileSync(join(till.userData, aside ?? '', 'identity.sealed')).equals(old)).toBe(true);
  expect(existsSync(join(till.userData, aside ?? '', 'journal.sqlite'))).toBe(true);
});

test('two enrolments at once are one', async () => {
  const hq = await useFakeHq();
  const till = testTill();
  const answers = await Promise.all([1, 2].map(() => till.call('till.enrol', { hqUrl: hq.url, code: CODE })));
  expect(answers).toMatchObject([{ ok: true }, { failure: { code: 'CALL-REFUSED' } }]);
});

test('a till whose journal is gone says so and sells nothing, and status still answers', async () => {
  const till = await enrolledTill(await useFakeHq());
  await till.till.stop();
  rmSync(join(till.userData, 'journal.sqlite'));
  const { done, call } = await till.restart();
  expect(await done('till.status', null)).toMatchObject({ place: place(), journal: { state: 'damaged' } });
  for (const name of ['basket.load', 'spool.jobs', 'day.close', 'cashier.signOut'] as const)
    expect(await call(name, null)).toMatchObject({ failure: { code: 'JOURNAL-DAMAGED' } });
});

test('a spoiled cache costs the programme until HQ answers, and nothing else', async () => {
  const hq = await useFakeHq();
  const till = await enrolledTill(hq);
  await till.till.stop();
  for (const name of readdirSync(till.userData).filter((each) => each.startsWith('cache')))
    writeFileSync(join(till.userData, name), 'spoiled '.repeat(1000));
  const restarted = await till.restart();
  expect(await restarted.done('till.status', null)).toMatchObject({ programmeVersion: null, place: place() });
  await restarted.session().background.sync.roundNow(60_000);
  expect(await restarted.done('till.status', null)).toMatchObject({ programmeVersion: 1 });
  const pin = { cashierId: ANA.id, pin: ANA.pin } as never;
  expect(await restarted.call('cashier.signIn', pin)).toMatchObject({ ok: true });
});

test.each([
  ['abcd efgh jkmn pqrs', CODE],
  ['ABCDEFGHJKMNPQRS', CODE],
  ['O123-I567-L901-2345', '0123-1567-1901-2345'],
  ['ABCD-EFGH-JKMN', null],
  ['ABCD-EFGH-JKMN-PQRU', null],
  ['', null],
])('the code "%s" is read as %s', (typed, code) => {
  expect(readEnrolmentCode(typed)).toBe(code);
});

test.each([
  ['https://hq.example', true],
  ['http://127.0.0.1:8080', true],
  ['http://localhost:8080', true],
  ['http://[::1]:8080', true],
  ['http://hq.example', false],
  ['http://127.0.0.1.example', false],
  ['https://user:secret@hq.example', false],
  ['ftp://hq.example', false],
  ['hq.example', false],
])('secrets are asked for at %s: %s', (url, safe) => {
  expect(isSafeHqUrl(url)).toBe(safe);
});

test('an address without protection is refused before the code is sent', async () => {
  const till = testTill({ userData: tempFolder() });
  expect(await till.call('till.enrol', { hqUrl: 'http://hq.example', code: CODE })).toMatchObject({
    failure: { code: 'CALL-REFUSED' },
  });
});
