import type { Minor } from '../../shared/kernel/units.ts';
import { classNames } from './class-names.ts';
import styles from './money.module.css';
import { useFigures } from './text.tsx';

type MoneyProps = {
  readonly value: Minor;
  readonly size?: 'line' | 'heading' | 'figure' | 'change';
  readonly className?: string | undefined;
};

/** An amount with its currency; the figure keeps its size, the currency stays quiet. */
export function Money({ value, size = 'line', className }: MoneyProps) {
  const { money, unit } = useFigures();
  return (
    <span className={classNames(styles.money, styles[size], className)}>
      <span className={styles.number}>{money(value)}</span> <span className={styles.unit}>{unit}</span>
    </span>
  );
}
