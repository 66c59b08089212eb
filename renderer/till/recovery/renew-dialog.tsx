import type { Place } from '../../../shared/catalog/place.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useText } from '../../ui/text.tsx';
import { CodeForm, type CodeFormProps } from './code-form.tsx';
import styles from './renew-dialog.module.css';

export type RenewDialogProps = CodeFormProps & {
  readonly place: Place;
  readonly why: 'fork' | 'refused';
  readonly notice: NoticeContent | null;
  readonly onClose: () => void;
};

/** What happened, what is safe, and the one thing to do. Selling goes on behind it. */
export function RenewDialog({ place, why, notice, onClose, ...form }: RenewDialogProps) {
  const t = useText();
  return (
    <Dialog title={t('renew.title')} onClose={onClose} part="renew">
      <p className={styles.what}>{t(`renew.${why}`)}</p>
      <ol className={styles.steps}>
        <li>{t('renew.ask', { till: place.till.name, store: place.store.name })}</li>
        <li>{t('renew.then')}</li>
      </ol>
      <CodeForm {...form} />
      <Notice notice={notice} />
    </Dialog>
  );
}
