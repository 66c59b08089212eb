/** Opening and closing a shift. The shift's sums are a fold of the chain; closing writes them down with the cash counted. */
import { failure } from '../../shared/kernel/failure.ts';
import { asId, type EntryId, type ShiftId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { Minor } from '../../shared/kernel/units.ts';
import { requireCashier } from '../cashier/require-cashier.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Desk } from '../till/desk.ts';
import { expectedCashMinor, zReport } from './z-report.ts';

/** A shift that is open already stays as it is: its float was counted when it was opened. */
export function openShift(desk: Desk, floatMinor: Minor): Result<null> {
  const cashier = requireCashier(desk);
  if (!cashier.ok) return cashier;
  if (desk.journal.state().shift) return ok(null);
  const frame = entryFrame(desk);
  const made = desk.journal.append({
    ...frame,
    shift: asId<ShiftId>(frame.id),
    body: { kind: 'SHIFT_OPEN', floatMinor },
  });
  return made.ok ? ok(null) : made;
}

export type ShiftClosed = { readonly entryId: EntryId; readonly expectedMinor: Minor };

export function closeShift(desk: Desk, countedMinor: Minor): Result<ShiftClosed> {
  const cashier = requireCashier(desk);
  if (!cashier.ok) return cashier;
  const { shift } = desk.journal.state();
  if (!shift) return fail(failure('SHIFT-NEEDED'));
  const frame = entryFrame(desk);
  const report = zReport(desk, { shift, countedMinor, cashierName: cashier.value.name, moment: frame });
  const expectedMinor = expectedCashMinor(shift);
  const body = { kind: 'SHIFT_CLOSE', countedMinor, expectedMinor, report } as const;
  const made = desk.journal.append({ ...frame, body }, () => {
    desk.enqueue({ entryId: frame.id, kind: 'zReport', receiptNumber: report.number });
  });
  return made.ok ? ok({ entryId: frame.id, expectedMinor }) : made;
}
