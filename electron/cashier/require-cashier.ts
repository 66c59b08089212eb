import type { Cashier } from '../../shared/catalog/staff.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { ShiftId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { Desk } from '../till/desk.ts';

/** Who is signed in, or null. A cashier whom HQ has struck off is not. */
export function signedInCashier({ journal, reference }: Pick<Desk, 'journal' | 'reference'>): Cashier | null {
  const id = journal.state().cashier;
  const staff = id && reference.staffMember(id);
  if (!staff?.active) return null;
  return { id: staff.id, name: staff.name, role: staff.role, language: staff.language };
}

export function requireCashier(desk: Desk): Result<Cashier> {
  const cashier = signedInCashier(desk);
  return cashier ? ok(cashier) : fail(failure('SIGN-IN-NEEDED'));
}

export function requireShift(desk: Desk): Result<{ readonly cashier: Cashier; readonly shift: ShiftId }> {
  const cashier = requireCashier(desk);
  if (!cashier.ok) return cashier;
  const shift = desk.journal.state().shift;
  return shift ? ok({ cashier: cashier.value, shift: shift.id }) : fail(failure('SHIFT-NEEDED'));
}
