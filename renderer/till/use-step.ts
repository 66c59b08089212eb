import { useState } from 'react';
import { type Failure, failure } from '../../shared/kernel/failure.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { NoticeContent } from '../ui/notice-content.ts';

export type Step = {
  readonly isWorking: boolean;
  readonly notice: NoticeContent | null;
  /** Runs one call at a time; a failure becomes the screen's notice. */
  readonly run: <T>(call: () => Promise<Result<T>>, then: (value: T) => void) => void;
  readonly refuse: (fault: Failure) => void;
  readonly clear: () => void;
};

export function useStep(): Step {
  const [isWorking, setWorking] = useState(false);
  const [notice, setNotice] = useState<NoticeContent | null>(null);
  const refuse = (fault: Failure): void => setNotice({ kind: 'failure', failure: fault });
  return {
    isWorking,
    notice,
    refuse,
    clear: () => setNotice(null),
    run: (call, then) => {
      if (isWorking) return;
      setWorking(true);
      setNotice(null);
      void call()
        .catch(() => ({ ok: false, failure: failure('CALL-FAILED') }) as const)
        .then((answer) => {
          setWorking(false);
          if (answer.ok) then(answer.value);
          else refuse(answer.failure);
        });
    },
  };
}
