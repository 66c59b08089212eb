/** The operator's commands as they are typed: what they refuse, with which code, and that nothing was touched. */
import { expect, test } from 'vitest';
import { changedPolicy } from '../../../server/operator/lease-policy-options.ts';
import { readAmount } from '../../../server/operator/read-amount.ts';
import { DEFAULT_LEASE_POLICY } from '../../../shared/lease/lease-policy.ts';
import { openSpendingShop } from '../../support/hq/rights.ts';
import { operatorOn } from '../../support/hq/said.ts';

const WHY = ['--reason', 'a test of it', '--by', 'Maria'];
const units = {
  pointsScale: 10,
  currency: { code: 'MDL', exponent: 2 },
  timeZone: 'Europe/Chisinau',
} as const;

test('OPR-5 each refusal has its code, ends with 2 and moves nothing', async () => {
  const { shop, till, member } = await openSpendingShop();
  const card = member.cardNumber;
  const refusals: readonly (readonly [args: readonly string[], code: string])[] = [
    [['adjust', card, 'points', '+5'], 'REASON-MISSING'],
    [['adjust', card, 'points', '+5', '--reason', 'x'], 'REASON-LENGTH'],
    [['adjust', card, 'points', '+5', '--reason', 'two\nlines'], 'REASON-LENGTH'],
    [['adjust', card, 'points', '+5', '--reason', 'why not', '--by', 'x'.repeat(61)], 'NAME-LENGTH'],
    [['adjust', card, 'points', '+5', ...WHY], 'NOT-CONFIRMED'],
    [['adjust', card, 'points', 'many', ...WHY, '--yes'], 'AMOUNT'],
    [['adjust', card, 'points', '0', ...WHY, '--yes'], 'AMOUNT'],
    [['adjust', card, 'gold', '+5', ...WHY, '--yes'], 'ASSET-UNKNOWN'],
    [['adjust', card, 'giftcard', '+5', ...WHY, '--yes'], 'ASSET-UNKNOWN'],
    [['adjust', '404', 'points', '+5', ...WHY, '--yes'], 'OWNER-UNKNOWN'],
    [['write-off', 'nobody', ...WHY, '--yes'], 'TILL-UNKNOWN'],
    [['write-off', till.till, ...WHY, '--yes'], 'TILL-IN-SERVICE'],
    [['lease-policy', 'nowhere'], 'STORE-UNKNOWN'],
    [['lease-policy', 's-centru', '--share', '101', ...WHY], 'POLICY-VALUE'],
    [['lease-policy', 's-centru', '--cap-points', '-5', ...WHY], 'POLICY-VALUE'],
    [['lease-policy', 's-centru', '--on', '--off', ...WHY], 'POLICY-CONFLICT'],
    [['lease-policy', 's-centru', '--default', '--on', ...WHY], 'POLICY-CONFLICT'],
    [['lease-policy', 's-centru', '--off'], 'REASON-MISSING'],
    [['quarantine', 'dance'], 'QUARANTINE-ACTION'],
    [['quarantine', 'resolve', '1', 'maybe', ...WHY], 'QUARANTINE-ACTION'],
    [['quarantine', 'resolve', 'one', 'post', ...WHY], 'QUARANTINE-UNKNOWN'],
    [['quarantine', 'resolve', '999', 'post', ...WHY], 'QUARANTINE-UNKNOWN'],
  ];
  const run = operatorOn(shop);
  const wrong: string[] = [];
  for (const [args, code] of refusals) {
    const { ended, lines } = await run(...args);
    if (ended !== 2 || !lines[0]?.startsWith(`${code}: `))
      wrong.push(`${args.join(' ')}: ${ended} ${lines[0]}`);
  }
  expect(wrong).toEqual([]);
  const { count } = await shop.hq.db
    .selectFrom('hq_log')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '<>', 'OPENING')
    .executeTakeFirstOrThrow();
  expect(count).toBe(0);
});

test('OPR-5 the commands do what they say', async () => {
  const { shop, member } = await openSpendingShop();
  const run = operatorOn(shop);
  expect(await run('adjust', member.cardNumber, 'wallet', '+12.50', ...WHY, '--yes')).toEqual({
    ended: 0,
    lines: [`+12.50 wallet of ${member.cardNumber}`],
  });
  expect(await run('adjust', member.cardNumber, 'wallet', '-20', ...WHY, '--yes')).toEqual({
    ended: 0,
    lines: [`-12.50 wallet of ${member.cardNumber}, instead of -20.00: no more was available`],
  });
  expect((await run('lease-policy', 's-centru', '--share', '40', ...WHY)).lines[0]).toContain('40%');
  expect((await run('lease-policy', 's-centru')).lines[0]).toContain('40%');
  expect((await run('lease-policy', 's-centru', '--default', ...WHY)).lines[0]).toContain('60%');
  expect(await run('quarantine')).toEqual({ ended: 0, lines: ['nothing waits for a person'] });
  expect((await run('verify', '--member', member.cardNumber, '--lang', 'ro')).lines.join('\n')).toContain(
    'corectat de Maria: a test of it',
  );
  expect(await run('verify', '--member', '404')).toEqual({
    ended: 1,
    lines: ['There is no member and no gift card 404.'],
  });
  expect((await run('verify', '--lang', 'de')).ended).toBe(2);
  expect((await run('status')).lines).toContain('all zero: every asset sums to 0');
  const { lines } = await run('status', '--json');
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ hqEpoch: 1, tills: { count: 1 } });
});

test.each([
  ['+50', 'points', 500],
  ['−12.5', 'points', -125],
  ['-12,5', 'points', -125],
  ['12.55', 'points', null],
  ['12.55', 'wallet', 1255],
  ['3', 'stamps:coffee', 3],
  ['3.0', 'stamps:coffee', null],
  ['1e3', 'points', null],
  ['', 'points', null],
  ['+', 'points', null],
  ['9999999999999', 'wallet', null],
] as const)('OPR-5 "%s" of %s is %s', (given, asset, amount) => {
  expect(readAmount(given, asset, units)).toBe(amount);
});

test('OPR-7 a policy is changed in part, in the words of the shop', () => {
  const changed = changedPolicy(
    {
      ...{ share: '25', 'cap-points': '50', 'cap-wallet': '99.90', 'least-points': '2' },
      ...{ 'life-hours': '24', 'intent-minutes': '5', 'grace-hours': '0', 'visited-days': '7' },
    },
    DEFAULT_LEASE_POLICY,
    units,
  );
  expect(changed).toEqual({
    ...DEFAULT_LEASE_POLICY,
    ...{ shareBps: 2500, capPoints: 500, capWalletMinor: 9990, leastPoints: 20 },
    ...{ lifeMs: 86_400_000, intentLifeMs: 300_000, graceMs: 0, visitedWithinDays: 7 },
  });
  expect(changedPolicy({ 'cap-points': 'none' }, changed ?? DEFAULT_LEASE_POLICY, units)).toMatchObject({
    capPoints: null,
    shareBps: 2500,
  });
  expect(changedPolicy({}, DEFAULT_LEASE_POLICY, units)).toBeNull();
});
