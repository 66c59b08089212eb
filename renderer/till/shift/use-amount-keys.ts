import { useState } from 'react';
import type { Currency } from '../../../shared/kernel/currency.ts';
import type { Minor } from '../../../shared/kernel/units.ts';
import type { KeyIntent } from '../model/key-intent.ts';
import { readAmount } from '../model/typed-text.ts';
import type { Step } from '../use-step.ts';
import { useKeys } from '../window-hooks.ts';
import type { AmountKeys } from './shift-screens.tsx';

const MAX_AMOUNT_CHARS = 12;
const AMOUNT = /^\d+(?:[.,]\d{0,2})?$/;

/** An amount typed by keys or keypad, given on with Enter. */
export function useAmountKeys(amount: {
  readonly step: Step;
  readonly currency: Currency;
  readonly onAmount: (value: Minor) => void;
  readonly onBack?: () => void;
}): AmountKeys {
  const { step, currency, onAmount, onBack } = amount;
  const [typed, setTyped] = useState('');
  const add = (char: string): void =>
    setTyped((before) => {
      const next = `${before}${char}`;
      return AMOUNT.test(next) && next.length <= MAX_AMOUNT_CHARS ? next : before;
    });
  const erase = (): void => setTyped((before) => before.slice(0, -1));
  const enter = (): void => {
    if (typed === '') return;
    const value = readAmount(typed, currency);
    if (value.ok) onAmount(value.value);
    else step.refuse(value.failure);
  };
  useKeys({
    intent: (intent: KeyIntent) => {
      if (intent.kind === 'char') add(intent.char);
      else if (intent.kind === 'erase') erase();
      else if (intent.kind === 'enter') enter();
      else if (intent.command === 'back') onBack?.();
    },
    expectsEnter: () => typed !== '',
  });
  return {
    typed,
    notice: step.notice,
    isWorking: step.isWorking,
    onChar: add,
    onErase: erase,
    onEnter: enter,
  };
}
