import { OctagonAlert } from 'lucide-react';
import type { Place } from '../../../shared/catalog/place.ts';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useFailureText, useText } from '../../ui/text.tsx';
import { Centre } from '../centre.tsx';
import { CodeForm, type CodeFormProps } from '../recovery/code-form.tsx';
import styles from './damaged-screen.module.css';

export type DamagedScreenProps = CodeFormProps & {
  /** Null where not even the certificate can be read. */
  readonly place: Place | null;
  readonly notice: NoticeContent | null;
};

const CODE = 'JOURNAL-DAMAGED';

/** The journal does not recompute or is gone: nothing is added to it, nothing of it is touched, and a code leads on. */
export function DamagedScreen({ place, notice, ...form }: DamagedScreenProps) {
  const t = useText();
  const failureText = useFailureText();
  return (
    <Centre
      screen="damaged"
      title={t('damaged.title')}
      aside={
        <div className={styles.code}>
          <CodeForm {...form} />
          <Notice notice={notice} />
        </div>
      }
    >
      <p className={styles.why}>
        <OctagonAlert className={styles.icon} aria-hidden="true" />
        <span>
          {failureText({ code: CODE })} <code className={styles.name}>{CODE}</code>
        </span>
      </p>
      <ol className={styles.steps}>
        <li>{t('damaged.first')}</li>
        <li>{t('damaged.second', { till: place?.till.name ?? '', store: place?.store.name ?? '' })}</li>
        <li>{t('damaged.third')}</li>
        <li>{t('damaged.shift')}</li>
      </ol>
    </Centre>
  );
}
