import type { Place } from '../../../shared/catalog/place.ts';
import type { Till } from '../till.ts';
import { useStep } from '../use-step.ts';
import { useKeys } from '../window-hooks.ts';
import { renewWords } from './own-words.ts';
import { RenewDialog } from './renew-dialog.tsx';

type RenewFlowProps = {
  readonly till: Till;
  readonly place: Place;
  readonly why: 'fork' | 'refused';
  readonly onClose: () => void;
};

export function RenewFlow({ till, place, why, onClose }: RenewFlowProps) {
  const step = useStep();
  // A scan is no code and no sale while the dialog is open.
  useKeys({ isDialog: true, intent: () => undefined, scanned: () => true });
  return (
    <RenewDialog
      place={place}
      why={why}
      notice={renewWords(step.notice)}
      isWorking={step.isWorking}
      onClose={onClose}
      onCode={(code) =>
        step.run(
          () => till.bridge.call('till.enrol', { hqUrl: null, code }),
          (status) => {
            till.status.set(status);
            onClose();
          },
        )
      }
    />
  );
}
