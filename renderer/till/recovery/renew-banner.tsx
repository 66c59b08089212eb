import type { TillStatus } from '../../../shared/ipc/status.ts';
import { useText } from '../../ui/text.tsx';
import { Banner } from '../strip/banner.tsx';

/** Why this till needs a code; null for one that does not. */
export const renewalReason = ({ place, journal, hq }: TillStatus): 'fork' | 'refused' | null =>
  place !== null && journal.state !== 'damaged' && (hq.link === 'fork' || hq.link === 'refused')
    ? hq.link
    : null;

const CODES = { fork: 'HQ-FORK', refused: 'HQ-REFUSED' } as const;

type RenewBannerProps = { readonly status: TillStatus; readonly onRenew: () => void };

/** Stays above whatever is sold until somebody has typed a code. */
export function RenewBanner({ status, onRenew }: RenewBannerProps) {
  const t = useText();
  const why = renewalReason(status);
  if (why === null) return null;
  return <Banner failure={{ code: CODES[why] }} action={{ text: t('renew.open'), onPress: onRenew }} />;
}
