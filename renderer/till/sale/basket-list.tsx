import { Gift } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { type BasketLine, lineTotalMinor } from '../../../shared/basket/basket.ts';
import { loyaltyText } from '../../../shared/i18n/loyalty-words.ts';
import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { classNames } from '../../ui/class-names.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import styles from './basket-list.module.css';
import { type LineFacts, lineFacts } from './line-facts.ts';

type BasketListProps = {
  readonly lines: readonly BasketLine[];
  readonly programme: Programme | null;
  readonly outcome: Outcome | null;
  readonly selectedN: number | null;
  readonly isFinished: boolean;
  readonly onSelect: (n: number) => void;
};

export function BasketList({ lines, programme, outcome, selectedN, isFinished, onSelect }: BasketListProps) {
  const t = useText();
  const { money, name, language } = useFigures();
  const paidWithPoints = loyaltyText(language, 'paidWithPoints');
  const facts = lineFacts(programme, outcome, { t, money, name, paidWithPoints });
  if (lines.length === 0) return <EmptyBasket />;
  return (
    <div className={styles.basket}>
      <div className={styles.heads} aria-hidden="true">
        <span>{t('sale.item')}</span>
        <span>{t('sale.quantity')}</span>
        <span>{t('sale.price')}</span>
        <span>{t('sale.sum')}</span>
      </div>
      <div
        className={classNames(styles.lines, isFinished && styles.finished)}
        role="listbox"
        aria-label={t('sale.basket')}
        data-part="lines"
      >
        {lines.map((line) => (
          <Line
            key={line.n}
            line={line}
            {...factsOf(line, facts)}
            isSelected={line.n === selectedN}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}

/** Before a programme is here the shelf says everything. */
function factsOf(line: BasketLine, facts: ReadonlyMap<number, LineFacts>): LineFacts {
  const shelfMinor = lineTotalMinor(line);
  return facts.get(line.n) ?? { grossMinor: shelfMinor, totalMinor: shelfMinor, reasons: '', isGift: false };
}

type LineProps = LineFacts & {
  readonly line: BasketLine;
  readonly isSelected: boolean;
  readonly onSelect: (n: number) => void;
};

/** Drawn again only when this line changes: a basket of hundreds costs a scan no more than a basket of one. */
const Line = memo(function Line(props: LineProps) {
  const { line, grossMinor, totalMinor, reasons, isGift, isSelected, onSelect } = props;
  const t = useText();
  const figures = useFigures();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected, line.quantityMilli]);
  return (
    <div
      ref={row}
      className={classNames(styles.line, isSelected && styles.selected)}
      role="option"
      aria-selected={isSelected}
      data-n={line.n}
      data-code={line.code}
      onPointerDown={() => onSelect(line.n)}
    >
      <span className={styles.what}>
        <span className={styles.name}>{line.name}</span>
        {reasons === '' ? null : (
          <span className={styles.reasons} data-part="line-reasons">
            {isGift ? <Gift className={styles.gift} aria-hidden="true" /> : null}
            {reasons}
          </span>
        )}
      </span>
      <span className={styles.quantity}>
        {figures.quantity(line.quantityMilli, line.unit)}{' '}
        <span className={styles.unit}>{t(`unit.${line.unit}`)}</span>
      </span>
      <span className={styles.price}>{figures.money(line.unitPriceMinor)}</span>
      <span className={styles.sum}>
        {grossMinor === totalMinor ? null : <s className={styles.shelf}>{figures.money(grossMinor)}</s>}
        {figures.money(totalMinor)}
      </span>
    </div>
  );
});

function EmptyBasket() {
  const t = useText();
  return (
    <div className={styles.empty} data-part="lines">
      <p className={styles.emptyTitle}>{t('sale.emptyTitle')}</p>
      <p className={styles.emptyHint}>{t('sale.emptyHint')}</p>
    </div>
  );
}
