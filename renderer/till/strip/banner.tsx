import { TriangleAlert } from 'lucide-react';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { useFailureText } from '../../ui/text.tsx';
import styles from './banner.module.css';

/** One line under the strip for what concerns the whole till and lasts: it stays until the cause is gone. */
export function Banner({ failure }: { readonly failure: Failure }) {
  const failureText = useFailureText();
  return (
    <div className={styles.banner} role="status" data-part="banner" data-code={failure.code}>
      <TriangleAlert aria-hidden="true" />
      <span className={styles.text}>{failureText(failure)}</span>
      <code className={styles.code}>{failure.code}</code>
    </div>
  );
}
