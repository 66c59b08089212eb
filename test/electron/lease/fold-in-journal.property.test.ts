/** RGT-2, R1: rights in a real journal, over checkpoints and restarts: what was folded live is what a start folds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryDraft } from '../../../electron/journal/make-entry.ts';
import { asId, type IntentId, type LeaseId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { LeaseGrant } from '../../../shared/lease/lease.ts';
import type { EntryBody } from '../../../shared/ledger/body.ts';
import { stateDocument } from '../../../shared/shift/state-document.ts';
import { asksFor, givesUp, leaseGrant, OWNER, spends, type Told } from '../../support/builders/rights.ts';
import { appended } from '../../support/till/journal-filled.ts';
import { foundIn, newJournalPath, opened, tick } from '../../support/till/journal-of.ts';
import { A_MORNING_MS } from '../../support/till/manual-time.ts';

const LIMITS = { limits: { checkpointEvery: 7 } };
const HOUR = 3_600_000;
const endOf = (n: number) => epochMs(A_MORNING_MS + (5 + 7 * n) * HOUR);
const grantOf = (n: number): LeaseGrant =>
  leaseGrant({ lease: `l-${n}`, expiresAtMs: endOf(n), intent: n < 2 ? `i-${n}` : null });

/** One thing that happens, so many hours after the one before. */
type Step = { readonly what: number; readonly n: number; readonly amount: number; readonly hours: number };

const told = ({ what, n, amount }: Step): Told => {
  const lease = asId<LeaseId>(`l-${n}`);
  const intent = asId<IntentId>(`i-${n}`);
  const carried = n < 2 ? { intent } : {};
  if (what === 0) return spends([{ lease, amount, ...carried }], { grants: [grantOf(n)] });
  if (what === 1) return spends([{ lease, amount, ...carried }]);
  if (what === 2) return asksFor(amount, undefined, intent);
  if (what === 3) return givesUp(intent);
  if (what === 4) return [{}, { kind: 'RELEASE', leases: [{ lease, expiresAtMs: endOf(n) }] }];
  return [{}, { kind: 'TICK' }];
};

function draftOf(step: Step, wallMs: number): EntryDraft {
  const [head, body] = told(step);
  const { parts = [] } = head;
  const member = parts.length > 0 ? { member: OWNER } : {};
  return tick({ body: body as EntryBody, wallMs: epochMs(wallMs), parts, ...member });
}

const steps = fc.array(
  fc.record({
    what: fc.integer({ min: 0, max: 5 }),
    n: fc.integer({ min: 0, max: 5 }),
    amount: fc.integer({ min: 1, max: 60 }),
    hours: fc.integer({ min: 0, max: 6 }),
  }),
  { minLength: 10, maxLength: 40 },
);

test('RGT-2 R1 a till opened after any history of rights has the rights that it closed with', () => {
  let withRights = 0;
  fc.assert(
    fc.property(steps, (history) => {
      const path = newJournalPath();
      let journal = opened(path, LIMITS);
      let wallMs = A_MORNING_MS;
      for (const [index, step] of history.entries()) {
        wallMs += step.hours * HOUR;
        appended(journal, draftOf(step, wallMs));
        if (index % 9 !== 8) continue;
        const before = journal.state();
        if (before.rights !== undefined) withRights += 1;
        journal.close();
        journal = opened(path, LIMITS);
        expect(journal.state()).toEqual(before);
        expect(stateDocument(before).schema).toBe(before.rights ? 'till-state/2' : 'till-state/1');
      }
      journal.close();
      expect(foundIn(path, LIMITS)).toBeNull();
    }),
    { numRuns: 12 },
  );
  expect(withRights).toBeGreaterThan(5);
}, 60_000);
