import { minor } from '../../../shared/kernel/units.ts';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { unsettled } from '../model/needs.ts';
import { quickAmounts } from '../model/quick-amounts.ts';
import type { SaleActions } from '../model/sale-session.ts';
import { dueMinor, type SaleState } from '../model/sale-state.ts';
import type { SpendPart } from '../model/spend.ts';
import { readAmount } from '../model/typed-text.ts';
import styles from './pay-panel.module.css';
import { SpendField } from './spend-field.tsx';
import { SpendRow, TakeKey } from './spend-row.tsx';
import { useSpendWords } from './use-spend-words.ts';

type PayPanelProps = { readonly state: SaleState; readonly actions: SaleActions };

/** What is due, what pays it besides money, what was given, what goes back. The change is the largest thing on the screen. */
export function PayPanel({ state, actions }: PayPanelProps) {
  const t = useText();
  const { editing } = state.spend;
  const due = dueMinor(state);
  return (
    <>
      <div className={styles.sums} data-part="pay">
        <div className={styles.row} data-part="due">
          <span className={styles.word}>{t('pay.due')}</span>
          <Money value={due} size="heading" />
        </div>
        {editing ? (
          <SpendField state={state} editing={editing} />
        ) : (
          <>
            <SpendRow state={state} actions={actions} />
            {state.spend.question ? <SpendQuestion state={state} /> : <Cash state={state} />}
          </>
        )}
      </div>
      <div className={styles.keys}>
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
        {editing ? (
          <FieldKeys actions={actions} part={editing.part} />
        ) : state.spend.question ? (
          <QuestionKeys state={state} actions={actions} />
        ) : (
          <CashKeys state={state} actions={actions} />
        )}
      </div>
    </>
  );
}

function Cash({ state }: { readonly state: SaleState }) {
  const t = useText();
  const { money, unit } = useFigures();
  return (
    <>
      <div>
        <p className={styles.caption}>{t('pay.given')}</p>
        <TypedField
          label={t('pay.given')}
          value={state.typed}
          placeholder={money(dueMinor(state))}
          unit={unit}
          size="amount"
          isArmed={state.phase !== 'saving'}
          className={styles.cash}
        />
      </div>
      <ChangeRow state={state} />
    </>
  );
}

function CashKeys({ state, actions }: PayPanelProps) {
  const t = useText();
  const { wholeUnits, currency } = useFigures();
  const isSaving = state.phase === 'saving';
  return (
    <>
      <div className={styles.quick}>
        <Button onPress={() => actions.command('exact')} shortcut="F9" isDisabled={isSaving}>
          {t('pay.exact')}
        </Button>
        {quickAmounts(dueMinor(state), currency).map((amountMinor) => (
          <Button key={amountMinor} onPress={() => actions.payWith(amountMinor)} isDisabled={isSaving}>
            {wholeUnits(amountMinor)}
          </Button>
        ))}
      </div>
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
    </>
  );
}

type FieldKeysProps = { readonly actions: SaleActions; readonly part: SpendPart };

function FieldKeys({ actions, part }: FieldKeysProps) {
  const t = useText();
  return (
    <>
      <div />
      <div className={styles.actions}>
        <Button tone="plain" onPress={() => actions.command('back')} shortcut="Esc">
          {t('common.back')}
        </Button>
        <Button onPress={() => actions.command('remove')} shortcut="Del">
          {t('spend.leave')}
        </Button>
        <Button
          tone="accent"
          size="large"
          className={styles.confirm}
          onPress={actions.enter}
          shortcut="Enter"
        >
          {t(part === 'giftCard' ? 'common.enter' : 'spend.takeKey')}
        </Button>
      </div>
    </>
  );
}

function SpendQuestion({ state }: { readonly state: SaleState }) {
  const t = useText();
  const words = useSpendWords(state);
  const open = unsettled(state);
  const key = open.some(({ ask }) => ask.refusal === null) ? 'spend.questionAsking' : 'spend.questionRefused';
  return (
    <p className={styles.question} role="alert" data-part="spend-question">
      {t(key, { what: open.map(words.what).join(', ') })}
    </p>
  );
}

function QuestionKeys({ state, actions }: PayPanelProps) {
  const t = useText();
  const [open] = unsettled(state);
  const isAsking = open?.ask.refusal === null;
  return (
    <>
      <div />
      <div className={styles.actions}>
        <Button tone="plain" onPress={() => actions.command('back')} shortcut="Esc">
          {t(isAsking ? 'spend.wait' : 'common.back')}
        </Button>
        {open && !isAsking ? <TakeKey open={open} state={state} actions={actions} /> : null}
        <Button
          tone="accent"
          size="large"
          className={styles.confirm}
          onPress={() => actions.command('pay')}
          shortcut="F12"
        >
          {t('spend.without')}
        </Button>
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
