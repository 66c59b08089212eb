import type { Place } from '../../../shared/catalog/place.ts';
import { renewWords } from '../recovery/own-words.ts';
import type { Till } from '../till.ts';
import { useStep } from '../use-step.ts';
import { DamagedScreen } from './damaged-screen.tsx';

export function DamagedFlow({ till, place }: { readonly till: Till; readonly place: Place | null }) {
  const step = useStep();
  return (
    <DamagedScreen
      place={place}
      notice={renewWords(step.notice)}
      isWorking={step.isWorking}
      onCode={(code) =>
        step.run(() => till.bridge.call('till.enrol', { hqUrl: null, code }), till.status.set)
      }
    />
  );
}
