import { TriangleAlert } from 'lucide-react';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { Button } from '../../ui/button.tsx';
import { useFailureText } from '../../ui/text.tsx';
import styles from './banner.module.css';

type BannerProps = {
  readonly failure: Failure;
  /** What a person can do about it, where they can do it here. */
  readonly action?: { readonly text: string; readonly onPress: () => void };
};

/** One line under the strip for what concerns the whole till and lasts: it stays until the cause is gone. */
export function Banner({ failure, action }: BannerProps) {
  const failureText = useFailureText();
  return (
    <div className={styles.banner} role="status" data-part="banner" data-code={failure.code}>
      <TriangleAlert aria-hidden="true" />
      <span className={styles.text}>{failureText(failure)}</span>
      <code className={styles.code}>{failure.code}</code>
      {action ? (
        <Button tone="plain" onPress={action.onPress}>
          {action.text}
        </Button>
      ) : null}
    </div>
  );
}
