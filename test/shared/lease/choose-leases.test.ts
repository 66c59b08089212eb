import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asId, type LeaseId } from '../../../shared/kernel/ids.ts';
import { MAX_RIGHTS_WEIGHT } from '../../../shared/kernel/limits.ts';
import { chooseLeases } from '../../../shared/lease/choose-leases.ts';
import { heldFor } from '../../../shared/lease/held.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import { NO_RIGHTS } from '../../../shared/lease/rights.ts';
import { hasRoomFor, leasesToShed } from '../../../shared/lease/rights-schema.ts';
import type { EntryPart } from '../../../shared/ledger/entry.ts';
import { splitParts, withoutLeases } from '../../../shared/ledger/split-parts.ts';
import { stateDocument } from '../../../shared/shift/state-document.ts';
import { initialTillState } from '../../../shared/shift/till-state.ts';
import {
  asksFor,
  at,
  BASKET,
  heldAt,
  INTENT,
  leaseGrant,
  rightsAfter,
  spends,
} from '../../support/builders/rights.ts';

const ofLease = (id: string) => asId<LeaseId>(id);

test('RGT-5 what was asked for this sale is spent first, then the lease that ends first', () => {
  const accepted = spends([{ lease: ofLease('l-1'), amount: 60 }], { grants: [leaseGrant()] });
  const rights = rightsAfter(accepted, asksFor(25));
  const soon = leaseGrant({ lease: 'l-2', amount: 50, expiresAtMs: at(24) });
  const asked = leaseGrant({ lease: 'l-3', amount: 25, intent: INTENT, expiresAtMs: at(99) });
  const chosen = chooseLeases(rights, [soon, asked], { ...heldAt({ basketId: BASKET }), amount: 100 });
  expect(chosen).toEqual({
    parts: [
      { lease: 'l-3', amount: 25, intent: INTENT },
      { lease: 'l-2', amount: 50, intent: null },
      { lease: 'l-1', amount: 25, intent: null },
    ],
    grants: [asked, soon],
    short: 0,
  });
});

test('RGT-5 what leases do not cover is said, and nothing more is taken than is needed', () => {
  const grants = [leaseGrant(), leaseGrant({ lease: 'l-2', expiresAtMs: at(80) })];
  expect(chooseLeases(NO_RIGHTS, grants, { ...heldAt(), amount: 250 }).short).toBe(50);
  expect(chooseLeases(NO_RIGHTS, grants, { ...heldAt(), amount: 100 }).grants).toEqual([grants[0]]);
  expect(chooseLeases(NO_RIGHTS, [], { ...heldAt(), amount: 1 })).toEqual({
    parts: [],
    grants: [],
    short: 1,
  });
});

test('RGT-4 rights of another owner, asset, till or epoch are none', () => {
  const others: readonly LeaseGrant[] = [
    leaseGrant({ owner: 'm-2' }),
    leaseGrant({ asset: 'wallet' }),
    leaseGrant({ holder: { till: 't-2', epoch: 1 } }),
    leaseGrant({ holder: { till: 't-1', epoch: 2 } }),
  ];
  for (const grant of others)
    expect(heldFor(NO_RIGHTS, [grant], heldAt())).toEqual({ amount: 0, untilMs: null });
});

/** Sums of any leases, and a spend of any size. */
const leases = fc.array(
  fc.record({ amount: fc.integer({ min: 1, max: 500 }), hours: fc.integer({ min: 0, max: 99 }) }),
  {
    maxLength: 8,
  },
);

test('RGT-5 parts sum to what is spent, whatever is held, and never take more from a lease than it has', () => {
  fc.assert(
    fc.property(leases, fc.integer({ min: 1, max: 2_000 }), (given, amount) => {
      const grants = given.map((each, n) =>
        leaseGrant({ lease: `l-${n}`, amount: each.amount, expiresAtMs: at(each.hours) }),
      );
      const { amount: held } = heldFor(NO_RIGHTS, grants, heldAt());
      const { parts, short } = chooseLeases(NO_RIGHTS, grants, { ...heldAt(), amount });
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount - short);
      expect(short).toBe(Math.max(0, amount - held));
      for (const { lease, amount: taken } of parts)
        expect(taken).toBeLessThanOrEqual(grants.find((grant) => grant.lease === lease)?.amount ?? 0);
      const after = rightsAfter(
        spends(
          parts.map(({ lease, amount: of }) => ({ lease, amount: of })),
          { grants },
        ),
      );
      expect(heldFor(after, grants, heldAt()).amount).toBe(held - (amount - short));
    }),
  );
});

test('SAL-13 parts split over leases are the engine’s own again when they are put together', () => {
  const earned: EntryPart = { n: 1, effect: 'EARN', asset: 'points', amount: 5 };
  const points: EntryPart = { n: 2, effect: 'REDEEM', asset: 'points', amount: 100 };
  const card: EntryPart = { n: 3, effect: 'REDEEM', asset: 'giftcard', amount: 50, cardId: 'g-1' };
  const twoLeases = ({ amount }: EntryPart) => [
    { lease: ofLease('l-1'), amount: amount - 10, intent: INTENT },
    { lease: ofLease('l-2'), amount: 10, intent: null },
  ];
  const split = splitParts([earned, points, card], twoLeases);
  expect(split.map(({ n, amount, lease }) => [n, amount, lease])).toEqual([
    [1, 5, undefined],
    [2, 90, 'l-1'],
    [3, 10, 'l-2'],
    [4, 40, 'l-1'],
    [5, 10, 'l-2'],
  ]);
  expect(split[1]?.intent).toBe(INTENT);
  expect(withoutLeases(split)).toEqual([earned, points, card]);
  const otherCard = { ...card, cardId: 'g-2' };
  expect(withoutLeases([card, otherCard])).toHaveLength(2);
});

/** Leases of 1 that are partly used, ending one hour after another. */
const accepted = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const { lease, owner, asset, amount, lots } = leaseGrant({ lease: `l-${n}`, amount: 1 });
      return [lease, { lease, owner, asset, amount, spent: 0, lots, expiresAtMs: at(n), intent: null }];
    }),
  );

test('RGT-8 a till accepts no more leases than fit into a checkpoint', () => {
  const full = { ...NO_RIGHTS, leases: accepted(571) };
  expect(hasRoomFor({ ...NO_RIGHTS, leases: accepted(570) }, [leaseGrant()])).toBe(true);
  expect(hasRoomFor(full, [leaseGrant()])).toBe(false);
  const lots = Array.from({ length: 50 }, (_, n) => ({ lot: `e-${n}#1`, amount: 2, endsAtMs: at(n) }));
  expect(hasRoomFor({ ...NO_RIGHTS, leases: accepted(565) }, [leaseGrant({ lots })])).toBe(false);
  const over = Object.fromEntries(Array.from({ length: 3_333 }, (_, n) => [`l-${n}`, at(1)]));
  expect(hasRoomFor({ ...NO_RIGHTS, over }, [])).toBe(true);
  expect(hasRoomFor({ ...NO_RIGHTS, over }, [leaseGrant()])).toBe(false);
  const text = JSON.stringify(stateDocument({ ...initialTillState, rights: full }));
  expect(text.length).toBeLessThan(MAX_RIGHTS_WEIGHT + 1_000);
});

test('RGT-8 a till that runs out of room gives back the leases that end first', () => {
  expect(leasesToShed({ ...NO_RIGHTS, leases: accepted(428) })).toEqual([]);
  const shed = leasesToShed({ ...NO_RIGHTS, leases: accepted(430) });
  expect(shed.slice(0, 2)).toEqual(['l-0', 'l-1']);
  expect(shed.length).toBeGreaterThan(100);
  expect(shed.length).toBeLessThanOrEqual(200);
});
