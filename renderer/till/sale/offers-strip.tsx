import { ArrowUpRight, Gift, TicketPercent } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import { type OfferRow, offerRows } from '../model/offer-rows.ts';
import type { SaleActions } from '../model/sale-session.ts';
import type { SaleState } from '../model/sale-state.ts';
import styles from './offers-strip.module.css';
import { useLoyaltyWords } from './use-loyalty-words.ts';

type OffersStripProps = {
  readonly state: SaleState;
  readonly actions: SaleActions;
  readonly standing: NoticeContent | null;
  readonly className?: string | undefined;
};

/** Under the goods: the best that can still be taken, else what was nearly reached, and the key to all of it. */
export function OffersStrip({ state, actions, standing, className }: OffersStripProps) {
  const t = useText();
  const rows = offerRows(state);
  return (
    <div className={classNames(styles.strip, className)} data-part="offers-strip">
      {standing ? (
        <Notice notice={standing} className={styles.standing} />
      ) : (
        <Ahead state={state} rows={rows} />
      )}
      {rows.length === 0 || state.phase !== 'open' ? null : (
        <Button
          className={styles.open}
          icon={<TicketPercent className={styles.icon} aria-hidden="true" />}
          shortcut="F6"
          onPress={() => actions.command('offers')}
          isSelected={state.armed === 'offers' || state.armed === 'gift'}
        >
          {t('offers.title')} {rows.length}
        </Button>
      )}
    </div>
  );
}

type AheadProps = { readonly state: SaleState; readonly rows: readonly OfferRow[] };

function Ahead({ state, rows }: AheadProps) {
  const t = useText();
  const figures = useFigures();
  const words = useLoyaltyWords(state.programme);
  const open = rows.find(isOpen);
  const [nearest] = state.basket.lines.length > 0 ? (state.outcome?.explanation.missed ?? []) : [];
  if (open)
    return (
      <span className={styles.words} data-part="best-offer">
        <Gift className={styles.icon} aria-hidden="true" />
        <span className={styles.sentence}>{openWords(open, t, figures)}</span>
      </span>
    );
  return (
    <span className={styles.words} data-part="near-miss">
      {nearest ? (
        <>
          <ArrowUpRight className={styles.icon} aria-hidden="true" />
          <span className={styles.sentence}>{words.missed(nearest)}</span>
        </>
      ) : null}
    </span>
  );
}

function openWords(
  row: OpenRow,
  t: ReturnType<typeof useText>,
  { name, moneyWithUnit }: ReturnType<typeof useFigures>,
): string {
  if (row.kind === 'gift') return t('offers.openGift', { name: name(row.name) });
  if (row.savesMinor === 0) return name(row.name);
  return t('offers.open', { name: name(row.name), amount: moneyWithUnit(row.savesMinor) });
}

type OpenRow = OfferRow & { readonly kind: 'offer' | 'gift' };

const isOpen = (row: OfferRow): row is OpenRow =>
  (row.kind === 'offer' && !row.isTaken && row.cost === null) ||
  (row.kind === 'gift' && row.left > 0 && row.cost === null);
