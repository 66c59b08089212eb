import { Printer } from 'lucide-react';
import type { PrintJobView, SpoolAction } from '../../../shared/ipc/views.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useText } from '../../ui/text.tsx';
import styles from './printer-question.module.css';

type PrinterQuestionProps = {
  readonly job: PrintJobView;
  readonly onResolve: (jobId: number, action: SpoolAction) => void;
  readonly className?: string | undefined;
};

/** The printer went silent in the middle of a receipt: only eyes can tell. Selling goes on meanwhile. */
export function PrinterQuestion({ job, onResolve, className }: PrinterQuestionProps) {
  const t = useText();
  return (
    <div className={classNames(styles.question, className)} role="status" data-part="printer-question">
      <Printer className={styles.icon} aria-hidden="true" />
      <span className={styles.words}>
        {t('printer.job', { number: job.receiptNumber })}
        <br />
        <strong>{t('printer.question')}</strong>
      </span>
      <Button tone="plain" onPress={() => onResolve(job.id, 'printed')}>
        {t('printer.printed')}
      </Button>
      <Button tone="plain" onPress={() => onResolve(job.id, 'copy')}>
        {t('printer.copy')}
      </Button>
      <Button tone="plain" onPress={() => onResolve(job.id, 'skip')}>
        {t('printer.skip')}
      </Button>
    </div>
  );
}
