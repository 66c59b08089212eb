import { type ReactNode, useEffect, useRef } from 'react';
import { type Minor, minor } from '../../../shared/kernel/units.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { type OfferRow, offerRows, openRight, type RowCost, type RowRight } from '../model/offer-rows.ts';
import type { SaleActions } from '../model/sale-session.ts';
import type { GiftChoice, SaleState } from '../model/sale-state.ts';
import styles from './offers-panel.module.css';
import { useLoyaltyWords } from './use-loyalty-words.ts';

type OffersPanelProps = { readonly state: SaleState; readonly actions: SaleActions };

/** Stands in the member's place while offers are looked at; each has a number, so that no mouse is needed. */
export function OffersPanel({ state, actions }: OffersPanelProps) {
  return state.armed === 'gift' && state.gift ? (
    <GiftList state={state} gift={state.gift} actions={actions} />
  ) : (
    <OfferList state={state} actions={actions} />
  );
}

function OfferList({ state, actions }: OffersPanelProps) {
  const t = useText();
  const figures = useFigures();
  const rows = offerRows(state);
  return (
    <Frame title={t('offers.title')} hint={t('offers.hint')} typed={state.typed}>
      {rows.map((row, at) => (
        <Row key={row.key} at={at} isMarked={at === state.offerAt}>
          <span className={styles.what}>
            <span className={styles.name}>
              {row.kind === 'coupon'
                ? t('coupon.label', { name: figures.name(row.name) })
                : figures.name(row.name)}
            </span>
            <Detail row={row} state={state} />
          </span>
          <Act row={row} isOnline={state.isOnline} onPress={() => actions.toggleOffer(at)} />
        </Row>
      ))}
    </Frame>
  );
}

type RowProps = { readonly at: number; readonly isMarked: boolean; readonly children: ReactNode };

function Row({ at, isMarked, children }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  return (
    <li ref={row} className={classNames(styles.row, isMarked && styles.marked)} data-part="offer">
      <span className={styles.number}>{at + 1}</span>
      {children}
    </li>
  );
}

type CostDetailProps = {
  readonly cost: RowCost;
  readonly savesMinor: Minor;
  readonly state: SaleState;
};

/** What a reward costs, and what it waits for. */
function CostDetail({ cost, savesMinor, state }: CostDetailProps) {
  const t = useText();
  const { moneyWithUnit } = useFigures();
  const words = useLoyaltyWords(state.programme);
  if (cost.right === 'asking') return <span className={styles.detail}>{t('offers.asking')}</span>;
  if (cost.right === 'refused') return <span className={styles.refused}>{t('offers.noRight')}</span>;
  const isAway = cost.right === 'ask' && !state.isOnline;
  const key = isAway ? 'offers.costOffline' : 'offers.cost';
  const saves =
    savesMinor > 0 && !isAway ? `${t('offers.saves', { amount: moneyWithUnit(savesMinor) })} · ` : '';
  return (
    <span className={styles.detail}>
      {saves}
      {t(key, { amount: words.amount(cost.asset, cost.amount) })}
    </span>
  );
}

function OwnCouponDetail({ right, isOnline }: { readonly right: RowRight; readonly isOnline: boolean }) {
  const t = useText();
  if (right === 'asking') return <span className={styles.detail}>{t('offers.asking')}</span>;
  if (right === 'refused') return <span className={styles.refused}>{t('offers.noRight')}</span>;
  const isAway = right === 'ask' && !isOnline;
  return <span className={styles.detail}>{t(isAway ? 'coupon.ownOffline' : 'coupon.own')}</span>;
}

function Detail({ row, state }: { readonly row: OfferRow; readonly state: SaleState }) {
  const t = useText();
  const { moneyWithUnit } = useFigures();
  switch (row.kind) {
    case 'offer':
      if (row.isRefused) return <span className={styles.refused}>{t('offers.notNow')}</span>;
      if (row.cost && !(row.isTaken && row.cost.right === 'here'))
        return <CostDetail cost={row.cost} savesMinor={row.savesMinor} state={state} />;
      if (row.savesMinor === 0)
        return row.isTaken ? <span className={styles.taken}>{t('offers.takenPlain')}</span> : null;
      return (
        <span className={row.isTaken ? styles.taken : styles.detail}>
          {t(row.isTaken ? 'offers.taken' : 'offers.saves', { amount: moneyWithUnit(row.savesMinor) })}
        </span>
      );
    case 'gift':
      if (row.isRefused) return <span className={styles.refused}>{t('offers.notNow')}</span>;
      if (row.cost && (row.chosen === 0 || row.cost.right !== 'here'))
        return <CostDetail cost={row.cost} savesMinor={minor(0)} state={state} />;
      return (
        <span className={row.left > 0 ? styles.detail : styles.taken}>
          {row.left > 0 ? t('offers.left', { count: row.left }) : t('offers.chosen', { count: row.chosen })}
        </span>
      );
    case 'coupon':
      if (row.right !== null && !(row.isTaken && row.right === 'here'))
        return <OwnCouponDetail right={row.right} isOnline={state.isOnline} />;
      if (row.isBeaten) return <span className={styles.detail}>{t('coupon.isBeaten')}</span>;
      return row.refusal === null ? (
        <span className={styles.taken}>{t('coupon.counts')}</span>
      ) : (
        <span className={styles.refused}>{t('coupon.waits')}</span>
      );
  }
}

type ActProps = { readonly row: OfferRow; readonly isOnline: boolean; readonly onPress: () => void };

/** What this till cannot do has no key. */
function Act({ row, isOnline, onPress }: ActProps) {
  const t = useText();
  if (!isOnline && openRight(row) === 'ask') return null;
  const isTake = row.kind === 'gift' ? row.left > 0 : !row.isTaken;
  const word = !isTake ? 'offers.undo' : row.kind === 'gift' ? 'offers.choose' : 'offers.take';
  return (
    <Button tone={isTake ? 'key' : 'plain'} className={styles.act} onPress={onPress}>
      {t(word)}
    </Button>
  );
}

type GiftListProps = OffersPanelProps & { readonly gift: GiftChoice };

function GiftList({ state, gift, actions }: GiftListProps) {
  const t = useText();
  const figures = useFigures();
  const { rules = [], rewards = [] } = state.programme ?? {};
  const rule = [...rules, ...rewards].find(({ id }) => id === gift.ruleId);
  const title = t('offers.giftTitle', { name: rule ? figures.name(rule.name) : '' });
  const hint = t(gift.products.length > 0 ? 'offers.giftHint' : 'offers.giftScan');
  return (
    <Frame title={title} hint={hint} typed={state.typed}>
      {gift.products.map((product, at) => (
        <Row key={product.id} at={at} isMarked={false}>
          <span className={styles.what}>
            <span className={styles.name}>{product.name}</span>
            <s className={styles.detail}>{figures.moneyWithUnit(product.priceMinor)}</s>
          </span>
          <Button className={styles.act} onPress={() => actions.chooseGift(product.id)}>
            {t('offers.choose')}
          </Button>
        </Row>
      ))}
    </Frame>
  );
}

type FrameProps = {
  readonly title: string;
  readonly hint: string;
  readonly typed: string;
  readonly children: ReactNode;
};

function Frame({ title, hint, typed, children }: FrameProps) {
  return (
    <div className={styles.offers} data-part="offers">
      <div className={styles.head}>
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          <span className={styles.hint}>{hint}</span>
        </span>
        <span className={styles.typed}>
          <TypedField label={title} value={typed} className={styles.field} />
        </span>
      </div>
      <ol className={styles.rows}>{children}</ol>
    </div>
  );
}
