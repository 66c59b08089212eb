import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './typed-field.module.css';

type TypedFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly unit?: string;
  readonly icon?: ReactNode;
  readonly isArmed?: boolean;
  /** `secret` shows dots large and words small. */
  readonly size?: 'normal' | 'amount' | 'secret';
  /** The field that holds the focus of the screen; keys reach it from anywhere. */
  readonly isHome?: boolean;
  readonly className?: string | undefined;
};

/**
 * Shows what keys and scanner have typed. It is not an input of the page: the till reads keys by their place, so that
 * no layout and no lost focus can swallow a scan.
 */
export function TypedField(props: TypedFieldProps) {
  const { label, value, placeholder, unit, icon, isArmed = true, size = 'normal', isHome, className } = props;
  return (
    <div
      className={classNames(styles.field, styles[size], isArmed && styles.armed, className)}
      role="textbox"
      aria-label={label}
      aria-readonly="true"
      tabIndex={isHome ? 0 : -1}
      {...(isHome ? { 'data-home': '' } : {})}
    >
      {icon}
      <span className={styles.typed}>
        {value === '' ? null : <span className={styles.value}>{value}</span>}
        {isArmed ? <span className={styles.caret} aria-hidden="true" /> : null}
        {value === '' ? <span className={styles.placeholder}>{placeholder}</span> : null}
      </span>
      {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
    </div>
  );
}
