import { Lock } from 'lucide-react';
import type { Cashier } from '../../../shared/catalog/staff.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { classNames } from '../../ui/class-names.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import { Centre } from '../centre.tsx';
import styles from './sign-in-screen.module.css';

export type SignInScreenProps = {
  readonly staff: readonly Cashier[];
  readonly chosen: Cashier | null;
  readonly pinLength: number;
  readonly notice: NoticeContent | null;
  /** Seconds until the chosen cashier may try again. */
  readonly waitSeconds: number;
  readonly shiftOpenedAtMs: EpochMs | null;
  readonly keptLines: number;
  readonly onChoose: (cashier: Cashier) => void;
  readonly onChar: (char: string) => void;
  readonly onErase: () => void;
  readonly onEnter: () => void;
};

export function SignInScreen(props: SignInScreenProps) {
  const { staff, chosen, notice, shiftOpenedAtMs, onChar, onErase, onEnter } = props;
  const t = useText();
  const isLocked = shiftOpenedAtMs !== null;
  return (
    <Centre
      screen="signIn"
      title={t(isLocked ? 'signIn.locked' : 'signIn.title')}
      lead={t(staff.length === 0 ? 'signIn.waiting' : 'signIn.choose')}
      aside={<Keypad onChar={onChar} onErase={onErase} onEnter={onEnter} />}
    >
      {isLocked ? <KeptFacts openedAtMs={shiftOpenedAtMs} keptLines={props.keptLines} /> : null}
      <div className={styles.tiles} role="group">
        {staff.map((cashier) => (
          <Tile
            key={cashier.id}
            cashier={cashier}
            isChosen={cashier.id === chosen?.id}
            onChoose={props.onChoose}
          />
        ))}
      </div>
      <PinField {...props} />
      <Notice notice={notice} />
    </Centre>
  );
}

type TileProps = {
  readonly cashier: Cashier;
  readonly isChosen: boolean;
  readonly onChoose: (cashier: Cashier) => void;
};

function Tile({ cashier, isChosen, onChoose }: TileProps) {
  const t = useText();
  return (
    <button
      type="button"
      className={classNames(styles.tile, isChosen && styles.chosen)}
      aria-pressed={isChosen}
      data-cashier={cashier.id}
      onClick={() => onChoose(cashier)}
    >
      <span className={styles.initials} aria-hidden="true">
        {initials(cashier.name)}
      </span>
      <span>
        <span className={styles.name}>{cashier.name}</span>
        <span className={styles.role}>{t(`role.${cashier.role}`)}</span>
      </span>
    </button>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1))
    .join('');

function PinField({ chosen, pinLength, waitSeconds }: SignInScreenProps) {
  const t = useText();
  const label = chosen ? t('signIn.pin', { name: chosen.name }) : t('signIn.choose');
  const placeholder = waitSeconds > 0 ? t('signIn.wait', { time: clockText(waitSeconds) }) : chosen && label;
  return (
    <TypedField
      label={label}
      value={'•'.repeat(pinLength)}
      placeholder={placeholder ?? ''}
      isArmed={chosen !== null && waitSeconds === 0}
      size="secret"
      isHome
    />
  );
}

/** 75 seconds are 1:15. */
const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

type KeptFactsProps = { readonly openedAtMs: EpochMs; readonly keptLines: number };

function KeptFacts({ openedAtMs, keptLines }: KeptFactsProps) {
  const t = useText();
  const { time } = useFigures();
  return (
    <p className={styles.kept}>
      <Lock className={styles.lock} aria-hidden="true" />
      <span>
        {t('signIn.shiftOpen', { time: time(openedAtMs) })}
        {keptLines > 0 ? <span> · {t('signIn.basketKept', { count: keptLines })}</span> : null}
      </span>
    </p>
  );
}
