import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openCache } from '../../../electron/cache/cache-file.ts';
import { createReference, type Reference } from '../../../electron/cache/reference.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { programme } from '../../support/builders/programme.ts';
import { demoStaff, HQ_KEY, place, signed } from '../../support/fake-hq/documents.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

function reference(path: string): Reference {
  const log = createLog(() => undefined);
  const cache = openCache(path, log);
  onTestFinished(cache.close);
  return createReference({ cache, hqPublicKey: HQ_KEY.publicKey, certifiedPlace: place(), log });
}

const versions = [1, 2, 9, 10].map((version) =>
  programme({
    version,
    effectiveFrom: asBusinessDate(`2026-01-${String(version).padStart(2, '0')}`),
    effectiveTo: version === 2 ? asBusinessDate('2026-01-05') : null,
  }),
);

test('the newest programme that holds on a date is used, whatever order HQ sent them in', async () => {
  const path = join(tempFolder(), 'cache.sqlite');
  const held = reference(path);
  const programmes = [...versions].reverse().map((each) => signed(each));
  expect(held.take({ place: signed(place()), programmes, staff: await demoStaff() }).ok).toBe(true);
  const on = (date: string) => held.programmeOn(asBusinessDate(date))?.compiled.programme.version;
  expect(
    ['2025-12-31', '2026-01-01', '2026-01-04', '2026-01-06', '2026-01-09', '2027-01-01'].map(on),
  ).toEqual([undefined, 1, 2, 1, 9, 10]);
  expect(held.newestVersion()).toBe(10);
});

test('a kept programme that somebody changed on disk is not used', async () => {
  const path = join(tempFolder(), 'cache.sqlite');
  const programmes = versions.map((each) => signed(each));
  reference(path).take({ place: signed(place()), programmes, staff: await demoStaff() });
  const log = createLog(() => undefined);
  const cache = openCache(path, log);
  const forged = signed(programme({ version: 10, rules: [] }), signingKey('ee'.repeat(32)));
  cache.write([
    ['programme:0000000010', JSON.stringify(forged)],
    ['programme:0000000009', 'no JSON'],
  ]);
  cache.close();
  const held = reference(path);
  expect([1, 2, 9, 10].map((version) => held.programme(version) !== null)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([0.1, 0.5, 0.9])('a cache that the disk spoiled at %d of it is made anew', async (at) => {
  const path = join(tempFolder(), 'cache.sqlite');
  const log = createLog(() => undefined);
  const programmes = Array.from({ length: 40 }, (_, n) => signed(programme({ version: n + 1 })));
  const cache = openCache(path, log);
  const hqPublicKey = HQ_KEY.publicKey;
  const first = createReference({ cache, hqPublicKey, certifiedPlace: place(), log });
  first.take({ place: signed(place()), programmes, staff: await demoStaff() });
  cache.close();
  const bytes = readFileSync(path);
  const from = Math.floor((bytes.length / 4096) * at) * 4096;
  writeFileSync(path, bytes.fill(0xa5, from, from + 4096));
  const held = reference(path);
  expect(held.newestVersion()).toBe(0);
  expect(held.take({ place: signed(place()), programmes, staff: [] }).ok).toBe(true);
  expect(held.newestVersion()).toBe(40);
});
