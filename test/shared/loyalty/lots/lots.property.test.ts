import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyLotEvent, foldLots } from '../../../../shared/loyalty/lots/fold-lots.ts';
import { balanceOn } from '../../../../shared/loyalty/lots/lot-balance.ts';
import type { LotEvent } from '../../../../shared/loyalty/lots/lot-event.ts';
import { type LotState, NO_LOTS } from '../../../../shared/loyalty/lots/lot-state.ts';
import { clawback, day, earn, expiry, refund, spend, visit } from '../../../support/builders/lots.ts';

const available = (state: LotState, on: number): number => balanceOn(state, day(on)).available;

const anyEvent: fc.Arbitrary<LotEvent> = fc
  .record({
    kind: fc.constantFrom('earn', 'spend', 'refund', 'clawback', 'expiry', 'visit'),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    amount: fc.integer({ min: 1, max: 60 }),
    on: fc.integer({ min: 1, max: 50 }),
    until: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    flag: fc.boolean(),
  })
  .map(({ kind, id, amount, on, until, flag }) => {
    if (kind === 'earn')
      return earn(id, amount, { on, pending: flag ? 3 : 0, ...(until === undefined ? {} : { until }) });
    if (kind === 'spend') return spend(id, amount, on, flag ? { proved: true } : {});
    if (kind === 'refund') return refund(id, amount, on);
    if (kind === 'clawback') return clawback(id, amount, on, flag ? { shortfall: 'forgive' } : {});
    return kind === 'expiry' ? expiry(on) : visit(on);
  });

const WORTH = { earn: 1, refund: 1, spend: -1, clawback: -1, expiry: 0, visit: 0 } as const;
/** What is held and what ended, less what is owed. */
const worth = ({ lots, owed }: LotState): number =>
  lots.reduce((sum, lot) => sum + lot.remaining + lot.expired, 0) - owed;

test('LOT-9 nothing is made and nothing is lost, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let state = NO_LOTS;
      for (const event of events) {
        const step = applyLotEvent(state, event);
        expect(worth(step.state)).toBe(worth(state) + WORTH[event.kind] * step.applied);
        state = step.state;
        expect(state.owed).toBeGreaterThanOrEqual(0);
        expect(state.lots.every((lot) => lot.remaining >= 0 && lot.expired >= 0)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('LOT-7 a refund in any parts gives what a refund at once gives', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), amounts, (events, parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const lots = events.filter((event) => event.kind === 'earn' && event.date <= day(20));
      const { state } = foldLots([...lots, earn('z', whole), spend('s', whole, 20)]);
      const once = foldLots([refund('s', whole, 30)], state).state;
      const split = foldLots(
        parts.map((amount, at) => refund('s', amount, 30, { id: `part-${at}` })),
        state,
      ).state;
      for (const on of [30, 45, 59, 60, 61]) expect(available(split, on)).toBe(available(once, on));
    }),
    { numRuns: 2_000 },
  );
});
