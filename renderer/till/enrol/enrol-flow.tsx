import { enrolWords } from '../recovery/own-words.ts';
import type { Till } from '../till.ts';
import { useStep } from '../use-step.ts';
import { EnrolScreen } from './enrol-screen.tsx';

export function EnrolFlow({ till, hqUrl }: { readonly till: Till; readonly hqUrl: string }) {
  const step = useStep();
  return (
    <EnrolScreen
      hqUrl={hqUrl}
      notice={enrolWords(step.notice)}
      isWorking={step.isWorking}
      onEnrol={(address, code) =>
        step.run(() => till.bridge.call('till.enrol', { hqUrl: address, code }), till.status.set)
      }
    />
  );
}
