import { useEffect, useState } from 'react';
import type { Cashier } from '../../../shared/catalog/staff.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import type { KeyIntent } from '../model/key-intent.ts';
import type { Till } from '../till.ts';
import { useStep } from '../use-step.ts';
import { useKeys, useValue } from '../window-hooks.ts';
import { SignInScreen } from './sign-in-screen.tsx';

const MAX_PIN_DIGITS = 12;
const SECOND_MS = 1000;

export function SignInFlow({ till, status }: { readonly till: Till; readonly status: TillStatus }) {
  const staff = useStaff(till);
  const basket = useValue(till.sale.state).basket;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const step = useStep();
  const chosen =
    staff.find(({ id }) => id === chosenId) ?? (staff.length === 1 ? staff[0] : undefined) ?? null;
  const failed = step.notice?.kind === 'failure' ? step.notice.failure : null;
  const waitSeconds = useCountdown(failed);

  const choose = (cashier: Cashier): void => {
    setChosenId(cashier.id);
    setPin('');
    step.clear();
  };
  const add = (char: string): void => {
    if (/^\d$/.test(char) && chosen) setPin((typed) => `${typed}${char}`.slice(0, MAX_PIN_DIGITS));
  };
  const signIn = (): void => {
    if (!chosen || pin === '') return;
    const cashierId = chosen.id;
    setPin('');
    step.run(
      () => till.bridge.call('cashier.signIn', { cashierId, pin }),
      (next) => {
        till.language.set(next.cashier?.language ?? till.language.get());
        till.status.set(next);
      },
    );
  };
  const move = (by: 1 | -1): void => {
    const at = staff.findIndex(({ id }) => id === chosen?.id);
    const next = staff[Math.min(staff.length - 1, Math.max(0, at + by))];
    if (next) choose(next);
  };
  const erase = (): void => setPin((typed) => typed.slice(0, -1));
  useKeys({
    intent: (intent: KeyIntent) => {
      if (intent.kind === 'char') add(intent.char);
      else if (intent.kind === 'erase') erase();
      else if (intent.kind === 'enter') signIn();
      else if (intent.command === 'down') move(1);
      else if (intent.command === 'up') move(-1);
      else if (intent.command === 'back') setPin('');
    },
    expectsEnter: () => pin !== '',
  });

  return (
    <SignInScreen
      staff={staff}
      chosen={chosen}
      pinLength={pin.length}
      notice={step.notice}
      waitSeconds={waitSeconds}
      shiftOpenedAtMs={status.shift?.openedAtMs ?? null}
      keptLines={basket.lines.length}
      onChoose={choose}
      onChar={add}
      onErase={erase}
      onEnter={signIn}
    />
  );
}

function useStaff({ store }: Till): readonly Cashier[] {
  const [staff, setStaff] = useState<readonly Cashier[]>([]);
  useEffect(
    () => store.watchStaff((all) => setStaff(all.toSorted((a, b) => a.name.localeCompare(b.name)))),
    [store],
  );
  return staff;
}

/** Seconds that are left of a lock; each new refusal starts its own count. */
function useCountdown(failed: Failure | null): number {
  const seconds = failed?.code === 'PIN-LOCKED' ? Number(failed.params?.seconds ?? 0) : 0;
  const [tick, setTick] = useState<{ readonly of: Failure | null; readonly passed: number }>(NO_TICK);
  useEffect(() => {
    if (seconds === 0) return;
    const count = (before: typeof tick) => ({ of: failed, passed: passedOf(before, failed) + 1 });
    const timer = setInterval(() => setTick(count), SECOND_MS);
    return () => clearInterval(timer);
  }, [failed, seconds]);
  return Math.max(0, seconds - passedOf(tick, failed));
}

const NO_TICK = { of: null, passed: 0 } as const;

const passedOf = (tick: { of: Failure | null; passed: number }, failed: Failure | null): number =>
  tick.of === failed ? tick.passed : 0;
