import { useState } from 'react';
import type { Place } from '../../../shared/catalog/place.ts';
import type { CallResponses } from '../../../shared/ipc/contract.ts';
import type { Minor } from '../../../shared/kernel/units.ts';
import type { Till } from '../till.ts';
import { useStep } from '../use-step.ts';
import { useKeys } from '../window-hooks.ts';
import { DayClosedScreen, ShiftClosedScreen, ShiftCloseScreen, ShiftOpenScreen } from './shift-screens.tsx';
import { useAmountKeys } from './use-amount-keys.ts';

type FlowProps = { readonly till: Till; readonly place: Place };

export function ShiftOpenFlow({ till, place }: FlowProps) {
  const step = useStep();
  const keys = useAmountKeys({
    step,
    currency: place.store.currency,
    onAmount: (floatMinor) => step.run(() => till.bridge.call('shift.open', { floatMinor }), till.status.set),
  });
  return <ShiftOpenScreen {...keys} />;
}

type Counted = { readonly expectedMinor: Minor; readonly countedMinor: Minor };
type ShiftCloseFlowProps = FlowProps & { readonly onEnd: () => void };

/** Count, see the difference, close the day: three screens that follow each other even though the shift has ended. */
export function ShiftCloseFlow({ till, place, onEnd }: ShiftCloseFlowProps) {
  const [counted, setCounted] = useState<Counted | null>(null);
  const [day, setDay] = useState<CallResponses['day.close'] | null>(null);
  if (day) return <DayClosed result={day} onEnd={onEnd} />;
  if (counted) return <ShiftClosed till={till} counted={counted} onDay={setDay} onEnd={onEnd} />;
  return <Counting till={till} place={place} onCounted={setCounted} onBack={onEnd} />;
}

type CountingProps = FlowProps & {
  readonly onCounted: (counted: Counted) => void;
  readonly onBack: () => void;
};

function Counting({ till, place, onCounted, onBack }: CountingProps) {
  const step = useStep();
  const keys = useAmountKeys({
    step,
    currency: place.store.currency,
    onBack,
    onAmount: (countedMinor) =>
      step.run(
        () => till.bridge.call('shift.close', { countedMinor }),
        ({ expectedMinor }) => onCounted({ expectedMinor, countedMinor }),
      ),
  });
  return <ShiftCloseScreen {...keys} onBack={onBack} />;
}

type ShiftClosedProps = {
  readonly till: Till;
  readonly counted: Counted;
  readonly onDay: (day: CallResponses['day.close']) => void;
  readonly onEnd: () => void;
};

function ShiftClosed({ till, counted, onDay, onEnd }: ShiftClosedProps) {
  const step = useStep();
  const closeDay = (): void => step.run(() => till.bridge.call('day.close', null), onDay);
  useKeys({
    intent: (intent) => {
      if (intent.kind === 'enter') closeDay();
    },
    expectsEnter: () => false,
  });
  return (
    <ShiftClosedScreen
      {...counted}
      notice={step.notice}
      isWorking={step.isWorking}
      onCloseDay={closeDay}
      onNewShift={onEnd}
    />
  );
}

type DayClosedProps = { readonly result: CallResponses['day.close']; readonly onEnd: () => void };

function DayClosed({ result, onEnd }: DayClosedProps) {
  useKeys({
    intent: (intent) => {
      if (intent.kind === 'enter') onEnd();
    },
    expectsEnter: () => false,
  });
  return <DayClosedScreen result={result} onNewShift={onEnd} />;
}
