import { expect, test } from 'vitest';
import { demoMembers } from '../../../server/demo/demo-members.ts';
import { keysFrom, newKeyFile } from '../../../server/keys/key-file.ts';
import { openIdentity, sealIdentity } from '../../../server/members/identity.ts';
import { memberLabel } from '../../../server/members/label.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { startTestHq } from '../../support/hq/test-hq.ts';
import { testKeys } from '../../support/hq/test-keys.ts';

const identity = {
  name: 'Ștefan Țurcanu',
  phone: '37369123456',
  birthday: { monthDay: '02-29', knownSince: asBusinessDate('2025-01-02') },
};
const member = asId<Parameters<typeof sealIdentity>[1]>('m-1');

test('who a member is can be read with the key file, and only for that member', () => {
  const sealed = sealIdentity(testKeys(), member, identity);
  expect(openIdentity(testKeys(), member, sealed)).toEqual(identity);
  const silent = sealIdentity(testKeys(), member, { ...identity, birthday: null });
  expect(silent.birthday_sealed).toBeNull();
  expect(openIdentity(testKeys(), member, silent).birthday).toBeNull();
  expect(() => openIdentity(testKeys(), asId('m-2'), sealed)).toThrow();
  expect(() => openIdentity(keysFrom(newKeyFile()), member, sealed)).toThrow();
});

test('no name and no phone stands readable in the database', async () => {
  const { hq } = await startTestHq();
  const rows = await hq.db.selectFrom('member_identity').selectAll().execute();
  const stored = rows.map((row) => `${row.name_sealed.toString('utf8')}${row.phone_sealed.toString('utf8')}`);
  for (const { name, phone } of demoMembers())
    expect(stored.some((text) => text.includes(name) || text.includes(phone))).toBe(false);
});

test.each([
  [identity, 'Ș. Ț. •• 3456'],
  [{ name: 'ольга Ткач', phone: '' }, 'О. Т.'],
  [{ name: '', phone: '37369123456' }, '•• 3456'],
  [{ name: '', phone: '' }, ''],
])('the label of %j is %j', (who, label) => {
  expect(memberLabel(who)).toBe(label);
});
