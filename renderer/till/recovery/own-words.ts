import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { FailureCode } from '../../../shared/kernel/failure.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';

/** While nothing is sold yet, "selling goes on" helps nobody: the same failures, said for the one who types a code. */
const ENROLLING: Partial<Record<FailureCode, UiKey>> = {
  'HQ-UNREACHABLE': 'enrol.unreachable',
  'HQ-RUBBISH': 'enrol.rubbish',
  'HQ-REFUSED': 'enrol.refused',
};

const RENEWING: Partial<Record<FailureCode, UiKey>> = {
  'HQ-UNREACHABLE': 'renew.unreachable',
  'HQ-RUBBISH': 'renew.rubbish',
  'HQ-REFUSED': 'enrol.refused',
};

export const enrolWords = (notice: NoticeContent | null): NoticeContent | null => inWords(notice, ENROLLING);
export const renewWords = (notice: NoticeContent | null): NoticeContent | null => inWords(notice, RENEWING);

function inWords(
  notice: NoticeContent | null,
  words: Partial<Record<FailureCode, UiKey>>,
): NoticeContent | null {
  const key = notice?.kind === 'failure' ? words[notice.failure.code] : undefined;
  return notice?.kind === 'failure' && key !== undefined ? { ...notice, words: key } : notice;
}
