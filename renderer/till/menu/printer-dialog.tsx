import type { PrintJobView, SpoolAction } from '../../../shared/ipc/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFailureText, useText } from '../../ui/text.tsx';
import styles from './printer-dialog.module.css';

type PrinterDialogProps = {
  readonly jobs: readonly PrintJobView[];
  readonly onResolve: (jobId: number, action: SpoolAction) => void;
  readonly onClose: () => void;
};

const SHOWN_JOBS = 6;
const STATE_WORDS = {
  queued: 'printer.queued',
  preflight: 'printer.queued',
  sending: 'printer.sending',
  blocked: 'printer.blocked',
} as const;

const isOpen = (job: PrintJobView): boolean => job.state === 'unknown' || job.state in STATE_WORDS;

/** Every receipt whose paper is not certain, the one that asks first. */
export function PrinterDialog({ jobs, onResolve, onClose }: PrinterDialogProps) {
  const t = useText();
  const open = jobs.filter(isOpen).toSorted((a, b) => rank(a) - rank(b) || a.id - b.id);
  const asks = open.some((job) => job.state === 'unknown');
  return (
    <Dialog title={t('printer.title')} onClose={onClose} part="printer">
      <p className={styles.lead}>
        {t(open.length === 0 ? 'printer.none' : asks ? 'printer.lead' : 'done.waits')}
      </p>
      <ul className={styles.jobs}>
        {open.slice(0, SHOWN_JOBS).map((job) => (
          <Job key={job.id} job={job} onResolve={onResolve} />
        ))}
      </ul>
    </Dialog>
  );
}

const rank = (job: PrintJobView): number => (job.state === 'unknown' ? 0 : 1);

type JobProps = { readonly job: PrintJobView; readonly onResolve: PrinterDialogProps['onResolve'] };

function Job({ job, onResolve }: JobProps) {
  const t = useText();
  const failureText = useFailureText();
  const number = job.receiptNumber;
  const asks = job.state === 'unknown';
  return (
    <li className={asks ? styles.asking : styles.job} data-job={job.id} data-state={job.state}>
      <span className={styles.words}>
        <strong>
          {job.copy > 0 ? t('printer.copyOf', { number, copy: job.copy }) : t('printer.job', { number })}
        </strong>
        <span>
          {asks
            ? t('printer.question')
            : job.code
              ? failureText({ code: job.code, params: { number } })
              : t(STATE_WORDS[job.state as keyof typeof STATE_WORDS])}
        </span>
      </span>
      {asks ? (
        <>
          <Button tone="plain" onPress={() => onResolve(job.id, 'printed')}>
            {t('printer.printed')}
          </Button>
          <Button tone="plain" onPress={() => onResolve(job.id, 'copy')}>
            {t('printer.copy')}
          </Button>
        </>
      ) : null}
      <Button tone="plain" onPress={() => onResolve(job.id, 'skip')}>
        {t('printer.skip')}
      </Button>
    </li>
  );
}
