import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import { type Minor, minor, sumMinor } from '../../../shared/kernel/units.ts';
import { Button } from '../../ui/button.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import { type Unsettled, unsettled, unsettledPart } from '../model/needs.ts';
import type { SaleActions } from '../model/sale-session.ts';
import type { SaleState } from '../model/sale-state.ts';
import type { SpendPart } from '../model/spend.ts';
import { isOffered } from '../model/spend-steps.ts';
import { HeldHere } from './held-here.tsx';
import styles from './spend-row.module.css';
import { useSpendWords } from './use-spend-words.ts';

type SpendRowProps = { readonly state: SaleState; readonly actions: SaleActions };

export const PART_KEYS = { points: 'F3', wallet: 'F5', giftCard: 'F7' } as const satisfies Record<
  SpendPart,
  string
>;
const PARTS = ['points', 'wallet', 'giftCard'] as const satisfies readonly SpendPart[];

/** What may pay besides money: a key for each, and one line that says what may be spent here or what is being asked. */
export function SpendRow({ state, actions }: SpendRowProps) {
  const [open] = unsettled(state);
  if (open?.ask.refusal) return <Refused open={open} state={state} actions={actions} />;
  return (
    <div className={styles.spend} data-part="spend">
      <div className={styles.parts}>
        {PARTS.map((part) => (
          <PartKey key={part} part={part} state={state} actions={actions} />
        ))}
      </div>
      {open ? <Asking open={open} state={state} actions={actions} /> : <Here state={state} />}
    </div>
  );
}

type PartKeyProps = SpendRowProps & { readonly part: SpendPart };

function PartKey({ part, state, actions }: PartKeyProps) {
  const t = useText();
  const { money } = useFigures();
  const paidMinor = paidBy(state, part);
  const isOpen = unsettledPart(state, part) !== undefined;
  return (
    <Button
      className={styles.part}
      shortcut={PART_KEYS[part]}
      onPress={() => actions.command(part)}
      isDisabled={state.phase === 'saving' || !isOffered(state, part)}
      isSelected={paidMinor > 0 || isOpen}
    >
      <span className={styles.partWord}>{t(`spend.${part}` satisfies UiKey)}</span>
      {paidMinor > 0 ? (
        <span className={styles.paid} data-part={`paid-${part}`}>
          −{money(paidMinor)}
        </span>
      ) : null}
    </Button>
  );
}

export function paidBy({ outcome }: Pick<SaleState, 'outcome'>, part: SpendPart): Minor {
  const redemption = outcome?.redemption;
  if (!redemption) return minor(0);
  if (part === 'points') return redemption.pointsMinor;
  if (part === 'wallet') return redemption.walletMinor;
  return sumMinor(redemption.giftCards.map(({ amountMinor }) => amountMinor));
}

function Here({ state }: { readonly state: SaleState }) {
  const asset = state.programme?.redemption ? 'points' : 'wallet';
  return (
    <div className={styles.line}>
      {isOffered(state, asset) ? <HeldHere state={state} asset={asset} className={styles.quiet} /> : null}
    </div>
  );
}

type OpenProps = SpendRowProps & { readonly open: Unsettled };

/** Chosen, and HQ is being asked: everything else goes on meanwhile. */
function Asking({ open, state, actions }: OpenProps) {
  const t = useText();
  const words = useSpendWords(state);
  return (
    <div className={styles.line} role="status" data-part="asking">
      <span className={styles.words}>{t('spend.asking', { what: words.what(open) })}</span>
      <Button
        tone="plain"
        shortcut="Del"
        onPress={() => actions.command('remove')}
        isDisabled={state.phase === 'saving'}
      >
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** Stands in the place of the keys: why not, what is possible, and the keys to either. */
function Refused({ open, state, actions }: OpenProps) {
  const t = useText();
  const words = useSpendWords(state);
  const { ask } = open;
  return (
    <div className={styles.refusal} role="status" data-part="refusal" data-code={ask.refusal?.code}>
      <p className={styles.refused}>
        {words.refusal(ask)} <code className={styles.code}>{ask.refusal?.code}</code>
      </p>
      {state.spend.question ? null : (
        <div className={styles.choices}>
          <TakeKey open={open} state={state} actions={actions} />
          <Button
            tone="plain"
            shortcut="Del"
            onPress={() => actions.command('remove')}
            isDisabled={state.phase === 'saving'}
          >
            {t('spend.leave')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The part's own key takes what is possible; where that is nothing it asks again, or for another card. */
export function TakeKey({ open, state, actions }: OpenProps) {
  const t = useText();
  const words = useSpendWords(state);
  const { kind, ask } = open;
  if (kind === 'claim' || kind === 'coupon') return null;
  const possible = ask.refusal?.possible ?? 0;
  if (possible === 0 && kind !== 'giftCard' && !canAskAgain(state, open)) return null;
  return (
    <Button
      shortcut={PART_KEYS[kind]}
      onPress={() => actions.command(kind)}
      isDisabled={state.phase === 'saving'}
    >
      {possible > 0
        ? t('spend.take', { amount: words.amount(ask.asset, possible) })
        : t(kind === 'giftCard' ? 'spend.otherCard' : 'spend.again')}
    </Button>
  );
}

const canAskAgain = ({ isOnline }: SaleState, { ask }: Unsettled): boolean =>
  isOnline && ask.refusal?.code !== 'REDEEM-CLOCK' && ask.refusal?.code !== 'REDEEM-REFUSED';
