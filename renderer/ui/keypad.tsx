import { Delete } from 'lucide-react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './keypad.module.css';
import { useText } from './text.tsx';

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;

type KeypadProps = {
  readonly onChar: (char: string) => void;
  readonly onErase: () => void;
  readonly onEnter: () => void;
  /** The signs beside the zero; a PIN needs none. */
  readonly signs?: readonly { readonly char: string; readonly text: string; readonly label?: string }[];
  readonly className?: string | undefined;
};

/** Digits where a telephone has them not: as on a calculator and on the keyboard's number block. */
export function Keypad({ onChar, onErase, onEnter, signs = [], className }: KeypadProps) {
  const t = useText();
  return (
    <div className={classNames(styles.keypad, className)}>
      {DIGITS.map((digit) => (
        <Button key={digit} className={styles.digit} onPress={() => onChar(digit)}>
          {digit}
        </Button>
      ))}
      <Button
        className={classNames(styles.digit, signs.length === 0 && styles.wideZero)}
        onPress={() => onChar('0')}
      >
        0
      </Button>
      {signs.map(({ char, text, label }) => (
        <Button
          key={char}
          className={styles.digit}
          onPress={() => {
            for (const each of char) onChar(each);
          }}
          {...(label === undefined ? {} : { label })}
        >
          {text}
        </Button>
      ))}
      <Button className={styles.erase} onPress={onErase} label={t('common.erase')}>
        <Delete className={styles.icon} aria-hidden="true" />
      </Button>
      <Button className={styles.enter} onPress={onEnter}>
        {t('common.enter')}
      </Button>
    </div>
  );
}
