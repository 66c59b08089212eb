/** RPL-1, RPL-7: a day of the shop: someone signs in and opens a shift, sells, counts the drawer, and HQ confirms. */
import type { Hq } from '../../server/hq.ts';
import { OperatorError } from '../../server/operator-error.ts';
import { type Minor, minor } from '../../shared/kernel/units.ts';
import { lastDayConfirmed } from '../shop/day-report.ts';
import { replayCashier } from '../shop/place.ts';
import type { ReplayTill } from './replay-till.ts';

export const FLOAT_MINOR = minor(10_000);
export type OpenDay = { readonly till: ReplayTill; readonly hq: Hq; readonly pin: string };

const CONFIRM_TRIES = 20;
const CONFIRM_WAIT_MS = 30_000;

/** The till was switched off over night. Its last entry, the signing out, is at HQ before: a tidy shop waits for that. */
export async function startDay({ till }: Pick<OpenDay, 'till'>): Promise<void> {
  await till.session().background.sync.roundNow(CONFIRM_WAIT_MS);
  await till.restart();
  await till.session().background.sync.roundNow(CONFIRM_WAIT_MS);
}

/** Does what is not done yet: after a stop in the middle of a day the shift is open still. */
export async function openDay({ till, pin }: OpenDay): Promise<void> {
  await signIn(till, pin);
  await till.call('shift.open', { floatMinor: FLOAT_MINOR });
}

/** Throws unless HQ confirms the day. Does what is not done yet, as `openDay` does. */
export async function closeDay({ till, hq, pin }: OpenDay, takenMinor: number): Promise<void> {
  await signIn(till, pin);
  const { shift } = await till.call('till.status', null);
  if (shift) await closeShift(till, minor(FLOAT_MINOR + takenMinor));
  if (shift || dayIsOpen(till)) await till.call('day.close', null);
  await requireConfirmed(till, hq);
  await till.call('cashier.signOut', null);
}

async function signIn(till: ReplayTill, pin: string): Promise<void> {
  const { cashier } = await till.call('till.status', null);
  if (cashier === null) await till.call('cashier.signIn', { cashierId: replayCashier.id, pin });
}

async function closeShift(till: ReplayTill, countedMinor: Minor): Promise<void> {
  const { expectedMinor } = await till.call('shift.close', { countedMinor });
  if (expectedMinor !== countedMinor)
    throw new OperatorError(
      `The drawer holds ${countedMinor} pence, the till's shift says ${expectedMinor}.`,
    );
}

/** A shift was closed and the day was not: the replay was stopped in between. */
const dayIsOpen = (till: ReplayTill): boolean =>
  till.session().desk.journal.state().day['SHIFT_CLOSE'] !== undefined;

/** The till gives up waiting after a few seconds; a replay has time. */
async function requireConfirmed(till: ReplayTill, hq: Hq): Promise<void> {
  for (let tries = 0; tries < CONFIRM_TRIES; tries += 1) {
    const status = await till.call('till.status', null);
    const isConfirmed = status.hq.unsent === 0 ? await lastDayConfirmed(hq) : null;
    if (isConfirmed === true) return;
    if (isConfirmed === false) throw new OperatorError('HQ does not confirm the day: its sums differ.');
    await till.session().background.sync.roundNow(CONFIRM_WAIT_MS);
  }
  throw new OperatorError('HQ has not confirmed the day in time.');
}
