import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

export type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `accent` is for the one next action of a screen. */
  readonly tone?: 'key' | 'accent' | 'plain';
  readonly size?: 'normal' | 'large';
  readonly icon?: ReactNode;
  /** The key on the keyboard that does the same. */
  readonly shortcut?: string;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly isDisabled?: boolean;
  readonly isSelected?: boolean;
};

export function Button(props: ButtonProps) {
  const { children, onPress, tone = 'key', size = 'normal', icon, shortcut, label, className } = props;
  return (
    <AriaButton
      className={classNames(styles.button, styles[tone], styles[size], className)}
      onPress={onPress}
      isDisabled={props.isDisabled ?? false}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(props.isSelected === undefined ? {} : { 'aria-pressed': props.isSelected })}
    >
      {icon}
      <span className={styles.text}>{children}</span>
      {shortcut === undefined ? null : (
        <kbd className={styles.shortcut} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </AriaButton>
  );
}
