import { describe, expect, test } from 'vitest';
import { asId, type IntentId, type LeaseId } from '../../../shared/kernel/ids.ts';
import { acceptable, type GrantFault } from '../../../shared/lease/acceptable.ts';
import { isEmpty } from '../../../shared/lease/fold-rights.ts';
import { heldFor } from '../../../shared/lease/held.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import { NO_RIGHTS } from '../../../shared/lease/rights.ts';
import {
  asksFor,
  at,
  BASKET,
  givesUp,
  HOLDER,
  heldAt,
  INTENT,
  leaseGrant,
  OWNER,
  rightsAfter,
  spends,
  type Told,
} from '../../support/builders/rights.ts';

const lease = asId<LeaseId>('l-1');
const release = (...leases: readonly string[]): Told => [
  { kind: 'RELEASE' },
  { kind: 'RELEASE', leases: leases.map((id) => ({ lease: asId<LeaseId>(id), expiresAtMs: at(72) })) },
];
const tickAt = (hours: number): Told => [{ kind: 'TICK', atMs: at(hours) }, { kind: 'TICK' }];
const checkpoint = (continues: object | null): Told => [
  { kind: 'CHECKPOINT' },
  { kind: 'CHECKPOINT', state: { schema: 'x' }, continues } as Told[1],
];
const firstUse = (amount = 30): Told => spends([{ lease, amount }], { grants: [leaseGrant()] });

test('RGT-2 the first spend accepts a lease, and the next one goes on with what is left', () => {
  const once = rightsAfter(firstUse());
  expect(once.leases[lease]).toMatchObject({ amount: 100, spent: 30, owner: OWNER });
  expect(heldFor(once, [], heldAt())).toEqual({ amount: 70, untilMs: at(72) });
  const twice = rightsAfter(firstUse(), spends([{ lease, amount: 20 }]));
  expect(heldFor(twice, [], heldAt()).amount).toBe(50);
});

test('RGT-2 a sale spends by its head, also where its body is not read', () => {
  const [head] = spends([{ lease, amount: 20 }]);
  expect(rightsAfter(firstUse(), [head, null as never])).toEqual(
    rightsAfter(firstUse(), spends([{ lease, amount: 20 }])),
  );
});

test('RGT-2 a lease that is used up is remembered until its end, and no longer', () => {
  const used = rightsAfter(firstUse(100));
  expect(used.leases).toEqual({});
  expect(used.over).toEqual({ [lease]: at(72) });
  expect(acceptable(leaseGrant(), used, { holder: HOLDER, atMs: at(2) })).toBe('usedBefore');
  expect(rightsAfter(firstUse(100), tickAt(72))).toEqual(NO_RIGHTS);
});

test('RGT-2 a lease whose end has come spends nothing more (R8)', () => {
  const ended = rightsAfter(firstUse(), tickAt(72));
  expect(isEmpty(ended)).toBe(true);
  expect(heldFor(rightsAfter(firstUse()), [], heldAt({ atMs: at(72) })).amount).toBe(0);
  expect(heldFor(rightsAfter(firstUse()), [], heldAt({ atMs: at(71) })).amount).toBe(70);
});

test('RGT-2 a lease that was given back is never used again, accepted or not', () => {
  expect(heldFor(rightsAfter(firstUse(), release('l-1')), [], heldAt()).amount).toBe(0);
  const before = rightsAfter(release('l-1'));
  expect(heldFor(before, [leaseGrant()], heldAt()).amount).toBe(0);
  expect(rightsAfter(release('l-1'), firstUse()).leases).toEqual({});
});

test('RGT-2 a right that a sale asked for is that sale’s alone, and ends with it', () => {
  const grant = leaseGrant({ lease: 'l-2', amount: 40, intent: INTENT });
  const asked = rightsAfter(asksFor(40));
  expect(asked.intents[INTENT]).toMatchObject({ basketId: BASKET, amount: 40, atMs: at(1) });
  expect(heldFor(asked, [grant], heldAt()).amount).toBe(0);
  expect(heldFor(asked, [grant], heldAt({ basketId: BASKET })).amount).toBe(40);
  const carries = spends([{ lease: grant.lease, amount: 30, intent: INTENT }], {
    id: BASKET,
    grants: [grant],
  });
  const sold = rightsAfter(asksFor(40), carries);
  expect(sold).toEqual({ leases: {}, intents: {}, over: { 'l-2': at(72) } });
});

test('RGT-2 an intent that was given up takes its right with it (R14)', () => {
  const grant = leaseGrant({ lease: 'l-2', amount: 40, intent: INTENT });
  const abandoned = rightsAfter(asksFor(40), givesUp());
  expect(abandoned).toEqual(NO_RIGHTS);
  expect(heldFor(abandoned, [grant], heldAt({ basketId: BASKET })).amount).toBe(0);
  expect(acceptable(grant, abandoned, { holder: HOLDER, atMs: at(1) })).toBe('intentOver');
});

test('RGT-11 rights end with their epoch: what continues another begins without any', () => {
  const continued = rightsAfter(firstUse(), asksFor(), checkpoint({ epoch: 1, seq: 9, hash: '00' }));
  expect(continued).toEqual(NO_RIGHTS);
  const kept = rightsAfter(firstUse(), asksFor(), checkpoint(null));
  expect(Object.keys(kept.leases)).toEqual([lease]);
});

describe('RGT-1 a grant is accepted once, by its holder, before its end', () => {
  const other: readonly (readonly [fault: GrantFault | null, what: string, grant: LeaseGrant])[] = [
    [null, 'HQ’s own', leaseGrant()],
    ['otherHolder', 'of another till', leaseGrant({ holder: { till: 't-2', epoch: 1 } })],
    ['otherHolder', 'of another epoch', leaseGrant({ holder: { ...HOLDER, epoch: 2 } })],
    ['expired', 'that ended', leaseGrant({ expiresAtMs: at(1) })],
    ['usedBefore', 'that was used', leaseGrant({ lease: 'l-used' })],
    ['intentOver', 'for an intent of nobody', leaseGrant({ intent: 'i-2' })],
    ['intentOver', 'for the intent of another member', leaseGrant({ intent: INTENT, owner: 'm-2' })],
    ['intentOver', 'for the intent of another asset', leaseGrant({ intent: INTENT, asset: 'wallet' })],
    ['lots', 'that is more than its lots', leaseGrant({ lots: [{ lot: 'e', amount: 99, endsAtMs: null }] })],
  ];

  test.each(other)('RGT-1 %s: a grant %s', (fault, _what, grant) => {
    const used = asId<LeaseId>('l-used');
    const rights = rightsAfter(
      asksFor(),
      spends([{ lease: used, amount: 5 }], { grants: [leaseGrant({ lease: 'l-used' })] }),
    );
    expect(acceptable(grant, rights, { holder: HOLDER, atMs: at(1) })).toBe(fault);
    // A chain that was written otherwise gains nothing by it.
    const after = rightsAfter(asksFor(), spends([{ lease: grant.lease, amount: 1 }], { grants: [grant] }));
    if (fault !== null && fault !== 'usedBefore') expect(after.leases).toEqual({});
  });

  test('RGT-1 a grant whose text is none brings nothing', () => {
    const [head, body] = firstUse();
    const broken = { ...body, grants: [{ document: '{"lease":', sig: '00' }] } as Told[1];
    expect(rightsAfter([head, broken])).toEqual(NO_RIGHTS);
  });
});

test('RGT-3 slices that are over are not spent, and are gone with the next spend', () => {
  const lots = [
    { lot: 'old', amount: 60, endsAtMs: at(10) },
    { lot: 'new', amount: 40, endsAtMs: null },
  ];
  const grant = leaseGrant({ lots });
  expect(heldFor(NO_RIGHTS, [grant], heldAt({ atMs: at(9) })).amount).toBe(100);
  expect(heldFor(NO_RIGHTS, [grant], heldAt({ atMs: at(10) })).amount).toBe(40);
  const late = rightsAfter(spends([{ lease, amount: 30 }], { grants: [grant], atMs: at(11) }));
  expect(late.leases[lease]?.lots).toEqual([{ amount: 10, endsAtMs: null }]);
  const early = rightsAfter(spends([{ lease, amount: 30 }], { grants: [grant], atMs: at(9) }));
  expect(heldFor(early, [], heldAt({ atMs: at(9) })).amount).toBe(70);
  expect(heldFor(early, [], heldAt({ atMs: at(11) })).amount).toBe(40);
});

test('an entry that concerns no right leaves a till without rights as it is', () => {
  expect(rightsAfter(tickAt(1), spends([], {}), givesUp(asId<IntentId>('i-9')))).toBe(NO_RIGHTS);
});
