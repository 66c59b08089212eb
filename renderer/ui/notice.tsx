import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureCatalogue, type Severity } from '../../shared/kernel/failure.ts';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';
import type { NoticeContent } from './notice-content.ts';
import { readable, useFailureText, useFigures, useText } from './text.tsx';

type NoticeProps = {
  readonly notice: NoticeContent | null;
  readonly children?: ReactNode;
  readonly className?: string | undefined;
};

const ICONS = { hint: Info, notice: Info, warning: TriangleAlert, blocking: OctagonAlert } as const;

/** A place that is always there; a sentence appears in it and pushes nothing aside. */
export function Notice({ notice, children, className }: NoticeProps) {
  const tone = notice === null ? 'hint' : toneOf(notice);
  const Icon = ICONS[tone];
  return (
    <div
      className={classNames(styles.place, notice !== null && styles[tone], className)}
      role="status"
      data-part="notice"
      {...(notice?.kind === 'failure' ? { 'data-code': notice.failure.code } : {})}
    >
      {notice === null ? null : (
        <>
          <Icon className={styles.icon} aria-hidden="true" />
          <NoticeText notice={notice} />
          {children}
        </>
      )}
    </div>
  );
}

const toneOf = (notice: NoticeContent): Severity | 'hint' =>
  notice.kind === 'hint' ? 'hint' : failureCatalogue[notice.failure.code].severity;

function NoticeText({ notice }: { readonly notice: NoticeContent }) {
  const t = useText();
  const failureText = useFailureText();
  const { moneyWithUnit } = useFigures();
  const text =
    notice.kind === 'failure'
      ? notice.words === undefined
        ? failureText(notice.failure)
        : t(notice.words)
      : t(notice.key, readable(notice.params ?? {}, moneyWithUnit));
  return (
    <span className={styles.text}>
      {text} {notice.kind === 'failure' ? <code className={styles.code}>{notice.failure.code}</code> : null}
    </span>
  );
}
