import { describe, expect, test } from 'vitest';
import { asId, type IntentId, type LeaseId, type OwnerId } from '../../../shared/kernel/ids.ts';
import { INTENT_EVENTS, INTENT_STATES, intentTransitions } from '../../../shared/lease/intent-transitions.ts';
import { intentsToAbandon } from '../../../shared/lease/intents-to-abandon.ts';
import { recallsToRelease } from '../../../shared/lease/recalls-to-release.ts';
import { entryId } from '../../support/builders/entry.ts';
import {
  asksFor,
  at,
  BASKET,
  leaseGrant,
  OWNER,
  rightsAfter,
  spends,
} from '../../support/builders/rights.ts';

describe('RGT-6 an intent', () => {
  const cells = INTENT_STATES.flatMap((state) => INTENT_EVENTS.map((event) => [state, event] as const));

  test.each(cells)('that is %s, when it is %s, goes on in one way', (state, event) => {
    const { to, append } = intentTransitions[state][event];
    expect(INTENT_STATES).toContain(to);
    // An entry is written where the chain's own state changes, and nowhere else.
    const isWritten = to !== state && to !== 'granted';
    expect(append !== null).toBe(isWritten);
  });

  test('RGT-6 that has ended stays as it ended, whatever is heard of it later', () => {
    for (const event of INTENT_EVENTS) {
      expect(intentTransitions.sold[event]).toEqual({ to: 'sold', append: null });
      expect(intentTransitions.abandoned[event]).toEqual({ to: 'abandoned', append: null });
    }
  });

  test('RGT-6 is abandoned by every decline, every cancel and every restart while it is open', () => {
    for (const event of ['denied', 'timedOut', 'cancelled', 'restarted'] as const)
      expect(intentTransitions.asked[event].append).toBe('ABANDON');
    for (const event of ['cancelled', 'restarted'] as const)
      expect(intentTransitions.granted[event].append).toBe('ABANDON');
    expect(intentTransitions.granted.sold.append).toBe('SALE');
  });
});

test('RGT-10 a restart abandons every intent, oldest first; another basket keeps only its own', () => {
  const second = asId<IntentId>('i-2');
  const rights = rightsAfter(
    [{ ...asksFor(5, entryId(78), second)[0], atMs: at(2) }, asksFor(5, entryId(78), second)[1]],
    asksFor(),
  );
  const ids = (keep: typeof BASKET | null) => intentsToAbandon(rights, { keep }).map(({ intent }) => intent);
  expect(ids(null)).toEqual(['i-1', 'i-2']);
  expect(ids(BASKET)).toEqual(['i-2']);
});

describe('RGT-7 what HQ wants back', () => {
  const id = (lease: string) => asId<LeaseId>(lease);
  const accepted = spends([{ lease: id('l-1'), amount: 5 }], { grants: [leaseGrant()] });
  const unused = leaseGrant({ lease: 'l-2', owner: 'm-2' });
  const asked = leaseGrant({ lease: 'l-3', intent: 'i-1' });
  const recalls = ['l-1', 'l-2', 'l-3', 'l-4', 'l-2'].map(id);
  const idle: ReadonlySet<OwnerId> = new Set();

  test('RGT-7 is given back, used or not; what a sale asked for waits for its end, what is not known is asked for', () => {
    const rights = rightsAfter(accepted, asksFor());
    expect(recallsToRelease(rights, [unused, asked], { recalls, atMs: at(2), inWork: idle })).toEqual({
      release: [
        { lease: 'l-1', expiresAtMs: at(72) },
        { lease: 'l-2', expiresAtMs: at(72) },
      ],
      waiting: ['l-3'],
      unknown: ['l-4'],
    });
  });

  test('RGT-7 waits while a basket in work counts on it', () => {
    const rights = rightsAfter(accepted);
    const inWork = new Set<OwnerId>([OWNER]);
    const due = recallsToRelease(rights, [unused], { recalls: recalls.slice(0, 2), atMs: at(2), inWork });
    expect(due).toMatchObject({ release: [{ lease: 'l-2' }], waiting: ['l-1'] });
  });

  test('RGT-7 needs no entry when it is over already', () => {
    const rights = rightsAfter(accepted, [
      { kind: 'RELEASE' },
      { kind: 'RELEASE', leases: [{ lease: id('l-1'), expiresAtMs: at(72) }] },
    ]);
    const due = { recalls: recalls.slice(0, 2), atMs: at(72), inWork: idle };
    expect(recallsToRelease(rights, [unused], due)).toEqual({ release: [], waiting: [], unknown: [] });
  });
});
