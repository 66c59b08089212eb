import { Hash, Menu, Trash2, UserRound } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { useText } from '../../ui/text.tsx';
import { shownTotalMinor } from '../model/sale-context.ts';
import type { SaleActions } from '../model/sale-session.ts';
import type { SaleState } from '../model/sale-state.ts';
import { TIMES } from '../model/typed-text.ts';
import styles from './sale-keys.module.css';

type SaleKeysProps = {
  readonly state: SaleState;
  readonly actions: SaleActions;
  readonly onMenu: () => void;
};

export function SaleKeys({ state, actions, onMenu }: SaleKeysProps) {
  const t = useText();
  const isEmpty = state.basket.lines.length === 0;
  return (
    <div className={styles.keys} data-part="keys">
      <Keypad
        className={styles.pad}
        onChar={actions.type}
        onErase={actions.erase}
        onEnter={actions.enter}
        signs={[
          { char: ',', text: ',' },
          { char: TIMES, text: TIMES, label: t('sale.multiply') },
        ]}
      />
      <div className={styles.actions}>
        <Button
          icon={<UserRound className={styles.icon} aria-hidden="true" />}
          shortcut="F2"
          onPress={() => actions.command('member')}
          isSelected={state.armed === 'member'}
        >
          {t('sale.member')}
        </Button>
        <Button
          icon={<Hash className={styles.icon} aria-hidden="true" />}
          shortcut="F4"
          onPress={() => actions.command('quantity')}
          isDisabled={isEmpty}
          isSelected={state.armed === 'quantity'}
        >
          {t('sale.setQuantity')}
        </Button>
        <Button
          icon={<Trash2 className={styles.icon} aria-hidden="true" />}
          shortcut="Del"
          onPress={() => actions.command('remove')}
          isDisabled={isEmpty}
        >
          {t('sale.remove')}
        </Button>
        <Button icon={<Menu className={styles.icon} aria-hidden="true" />} shortcut="F10" onPress={onMenu}>
          {t('sale.menu')}
        </Button>
        <PayKey state={state} onPress={() => actions.command('pay')} />
      </div>
    </div>
  );
}

type PayKeyProps = { readonly state: SaleState; readonly onPress: () => void };

/** The largest key, bottom right; it says what it will take. */
function PayKey({ state, onPress }: PayKeyProps) {
  const t = useText();
  return (
    <Button
      tone="accent"
      className={styles.pay}
      onPress={onPress}
      shortcut="F12"
      isDisabled={state.basket.lines.length === 0}
    >
      <span className={styles.payWord}>{t('sale.pay')}</span>
      {state.basket.lines.length > 0 ? (
        <Money value={shownTotalMinor(state)} size="line" className={styles.paySum} />
      ) : null}
    </Button>
  );
}
