/**
 * Signing in and out. Wrong PINs are entries of the chain (PIN-2), so neither a restart nor a set-back clock gives more
 * tries. Attempts run one after another: a thousand at once are still a thousand in a row.
 */
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import type { CashierId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type EpochMs, epochMs } from '../../shared/kernel/units.ts';
import { chainTimeMs } from '../../shared/ledger/chain.ts';
import type { StaffSecret } from '../../shared/protocol/sync.ts';
import { lockedUntilMs, triesLeft } from '../../shared/shift/lockout.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Desk } from '../till/desk.ts';
import { oneAtATime } from '../till/one-at-a-time.ts';
import { pinFits } from './check-pin.ts';

export type SignIn = { readonly cashierId: CashierId; readonly pin: string };

export type CashierDesk = {
  readonly signIn: (request: SignIn) => Promise<Result<null>>;
  readonly signOut: () => Result<null>;
};

const MAX_WAITING_SIGN_INS = 3;

export function cashierDesk(desk: Desk, pepper: string): CashierDesk {
  const inTurn = oneAtATime(MAX_WAITING_SIGN_INS);
  return {
    signIn: (request) =>
      inTurn(() => signIn(desk, { ...request, pepper })) ?? Promise.resolve(fail(failure('CALL-REFUSED'))),
    signOut: () => {
      const { cashier } = desk.journal.state();
      return cashier ? appendLogin(desk, { cashier, action: 'signOut' }) : ok(null);
    },
  };
}

async function signIn(desk: Desk, request: SignIn & { pepper: string }): Promise<Result<null>> {
  const staff = desk.reference.staffMember(request.cashierId);
  // Nobody by this name: there is nothing to guess, and nothing to write down.
  if (!staff?.active) return fail(failure('PIN-WRONG', { left: 0 }));
  const locked = lockedFailure(desk, staff);
  if (locked) return fail(locked);
  if (await pinFits(staff, request)) return appendLogin(desk, { cashier: staff.id, action: 'signIn' });
  return appendLockout(desk, staff);
}

function appendLogin(
  desk: Desk,
  { cashier, action }: { cashier: CashierId; action: 'signIn' | 'signOut' },
): Result<null> {
  const made = desk.journal.append({ ...entryFrame(desk), cashier, body: { kind: 'LOGIN', action } });
  return made.ok ? ok(null) : made;
}

function appendLockout(desk: Desk, staff: StaffSecret): Result<null> {
  const body = { kind: 'LOCKOUT', triedCashier: staff.id } as const;
  const made = desk.journal.append({ ...entryFrame(desk), body });
  if (!made.ok) return made;
  const left = triesLeft(desk.journal.state().lockouts, staff.id);
  return fail(lockedFailure(desk, staff) ?? failure('PIN-WRONG', { left }));
}

function lockedFailure(desk: Desk, staff: StaffSecret): Failure | null {
  const nowMs = lockNowMs(desk);
  const untilMs = lockedUntilMs(desk.journal.state().lockouts, staff.id, nowMs);
  return untilMs === null ? null : failure('PIN-LOCKED', { seconds: Math.ceil((untilMs - nowMs) / 1000) });
}

/** Chain time, carried on by the process's own clock where the wall clock has fallen behind the chain. */
function lockNowMs({ journal, clock }: Desk): EpochMs {
  const lastAtMs = epochMs(journal.tip().atMs + Math.floor(journal.sinceLastEntryMs()));
  return chainTimeMs({ wallMs: clock.wallMs(), lastAtMs, hqTimeMs: journal.hqWord().timeMs });
}
