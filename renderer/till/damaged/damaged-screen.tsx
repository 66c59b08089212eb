import { OctagonAlert } from 'lucide-react';
import { useFailureText, useText } from '../../ui/text.tsx';
import { Centre } from '../centre.tsx';
import styles from './damaged-screen.module.css';

/** The journal's chain does not recompute: nothing is added to it, nothing of it is touched. */
export function DamagedScreen() {
  const t = useText();
  const failureText = useFailureText();
  return (
    <Centre screen="damaged" title={t('damaged.title')}>
      <p className={styles.why}>
        <OctagonAlert className={styles.icon} aria-hidden="true" />
        {failureText({ code: 'JOURNAL-DAMAGED' })}
      </p>
      <ol className={styles.steps}>
        <li>{t('damaged.first')}</li>
        <li>{t('damaged.second')}</li>
        <li>{t('damaged.third')}</li>
      </ol>
      <p className={styles.code}>{t('common.code', { code: 'JOURNAL-DAMAGED' })}</p>
    </Centre>
  );
}
