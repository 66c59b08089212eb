import { minor } from '../../../shared/kernel/units.ts';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { quickAmounts } from '../model/quick-amounts.ts';
import type { SaleActions } from '../model/sale-session.ts';
import { dueMinor, type SaleState } from '../model/sale-state.ts';
import { readAmount } from '../model/typed-text.ts';
import styles from './pay-panel.module.css';

type PayPanelProps = { readonly state: SaleState; readonly actions: SaleActions };

/** Cash: what is due, what was given, what goes back. The change is the largest thing on the screen. */
export function PayPanel({ state, actions }: PayPanelProps) {
  const t = useText();
  const { money, wholeUnits, unit, currency } = useFigures();
  const due = dueMinor(state);
  const isSaving = state.phase === 'saving';
  return (
    <>
      <div className={styles.sums} data-part="pay">
        <div className={styles.row}>
          <span className={styles.word}>{t('pay.due')}</span>
          <Money value={due} size="heading" />
        </div>
        <div>
          <p className={styles.caption}>{t('pay.given')}</p>
          <TypedField
            label={t('pay.given')}
            value={state.typed}
            placeholder={money(due)}
            unit={unit}
            size="amount"
            isArmed={!isSaving}
          />
        </div>
        <ChangeRow state={state} />
      </div>
      <div className={styles.keys}>
        <div className={styles.quick}>
          <Button onPress={() => actions.command('exact')} shortcut="F9" isDisabled={isSaving}>
            {t('pay.exact')}
          </Button>
          {quickAmounts(due, currency).map((amountMinor) => (
            <Button key={amountMinor} onPress={() => actions.payWith(amountMinor)} isDisabled={isSaving}>
              {wholeUnits(amountMinor)}
            </Button>
          ))}
        </div>
        <Keypad
          className={styles.pad}
          onChar={actions.type}
          onErase={actions.erase}
          onEnter={actions.enter}
          signs={[
            { char: '00', text: '00' },
            { char: ',', text: ',' },
          ]}
        />
        <div className={styles.actions}>
          <Button tone="plain" onPress={() => actions.command('back')} shortcut="Esc" isDisabled={isSaving}>
            {t('pay.back')}
          </Button>
          <Button
            tone="accent"
            size="large"
            className={styles.confirm}
            onPress={() => actions.command('pay')}
            shortcut="F12"
            isDisabled={isSaving}
          >
            {t(isSaving ? 'pay.working' : 'pay.confirm')}
          </Button>
        </div>
      </div>
    </>
  );
}

function ChangeRow({ state }: { readonly state: SaleState }) {
  const t = useText();
  const { currency } = useFigures();
  const due = dueMinor(state);
  const given = state.typed === '' ? due : valueOf(readAmount(state.typed, currency));
  const overMinor = given - due;
  const isShort = overMinor < 0;
  return (
    <div className={styles.row} data-part={isShort ? 'missing' : 'change'}>
      <span className={styles.word}>{t(isShort ? 'pay.missing' : 'pay.change')}</span>
      <Money
        value={minor(Math.abs(overMinor))}
        size="figure"
        className={isShort ? styles.short : undefined}
      />
    </div>
  );
}

const valueOf = (amount: ReturnType<typeof readAmount>): number => (amount.ok ? amount.value : 0);
