import { IdCard, UserRoundX } from 'lucide-react';
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import { mulDivFloor } from '../../../shared/kernel/rounding.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { shownBalance } from '../../../shared/ledger/shown-balance.ts';
import type { MissedRule } from '../../../shared/loyalty/outcome/explanation.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { tierById } from '../../../shared/loyalty/tier/tier.ts';
import { type Loads, loadedPercent } from '../../store/loads.ts';
import type { MemberHere } from '../../store/member-here.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import { useFigures, useText } from '../../ui/text.tsx';
import { TypedField } from '../../ui/typed-field.tsx';
import type { SaleState } from '../model/sale-state.ts';
import { amountOf, heldOf, wholeOf } from '../model/spend.ts';
import { AlsoEarned } from './also-earned.tsx';
import styles from './member-panel.module.css';
import { NextTierBar } from './next-tier-bar.tsx';
import { PointsNow } from './points-now.tsx';
import { usePointWord } from './use-point-word.ts';

type MemberPanelProps = {
  readonly state: SaleState;
  readonly loads: Loads;
  readonly isOnline: boolean;
  readonly onDetach: () => void;
};

/** The member's place, reserved from the start: empty, asking, or showing who buys and what it brings them. */
export function MemberPanel({ state, loads, isOnline, onDetach }: MemberPanelProps) {
  if (state.armed === 'member') return <MemberField state={state} onDetach={onDetach} />;
  if (state.member && state.programme)
    return <MemberCard state={state} member={state.member} programme={state.programme} />;
  if (state.basket.memberId !== null) return <NoMember prompt="member.loading" hint="member.promptHint" />;
  const missed = state.outcome?.explanation.missed ?? [];
  if (loads.members.done) return <NoMember prompt="member.prompt" hint="member.promptHint" missed={missed} />;
  const hint = isOnline ? 'member.listLoading' : 'member.listWaits';
  return (
    <NoMember prompt="member.prompt" hint={hint} percent={loadedPercent(loads.members)} missed={missed} />
  );
}

/** What points could pay of this basket, and how much of them may be spent here by this till alone. */
function CouldPay({ state, member, programme }: MemberCardProps) {
  const t = useText();
  const figures = useFigures();
  const told = state.isOnline ? state.whole : state.outcome;
  const suggestedMinor = told?.redemption.suggestedMinor ?? 0;
  const all = amountOf(wholeOf(member), 'points');
  const held = Math.min(all, amountOf(heldOf(state.spend, member.row.id), 'points'));
  const figure = (value: number): string => figures.points(points(value), programme.point.scale);
  if (!programme.redemption || all === 0) return <p className={styles.couldPay} />;
  return (
    <p className={classNames(styles.detail, styles.couldPay)} data-part="could-pay">
      {suggestedMinor > 0
        ? `${t('member.couldPay', { amount: figures.moneyWithUnit(minor(suggestedMinor)) })} `
        : null}
      <span data-part="held-here">{t('member.here', { held: figure(held), all: figure(all) })}</span>
    </p>
  );
}

type NoMemberProps = {
  readonly prompt: UiKey;
  readonly hint: UiKey;
  readonly percent?: number;
  readonly missed?: readonly MissedRule[];
};

function NoMember({ prompt, hint, percent = 0, missed = [] }: NoMemberProps) {
  const t = useText();
  return (
    <div className={styles.nobody} data-part="member" data-member="none">
      <IdCard className={styles.bigIcon} aria-hidden="true" />
      <p className={styles.prompt}>{t(prompt)}</p>
      <p className={styles.hint}>{t(hint, { percent })}</p>
      <ForMembers missed={missed} />
    </div>
  );
}

const SHOWN_FOR_MEMBERS = 3;

/** What a guest would get with a card: the reason to ask for one. */
function ForMembers({ missed }: { readonly missed: readonly MissedRule[] }) {
  const t = useText();
  const { name } = useFigures();
  const names = missed
    .filter(({ reason }) => reason.kind === 'needsMember')
    .slice(0, SHOWN_FOR_MEMBERS)
    .map((each) => name(each.name));
  if (names.length === 0) return null;
  return (
    <p className={styles.forMembers} data-part="for-members">
      {t('member.forMembers')} {names.join(', ')}
    </p>
  );
}

type MemberFieldProps = { readonly state: SaleState; readonly onDetach: () => void };

function MemberField({ state, onDetach }: MemberFieldProps) {
  const t = useText();
  return (
    <div className={styles.asking} data-part="member" data-member="asking">
      <p className={styles.prompt}>{t('member.field')}</p>
      <TypedField label={t('member.field')} value={state.typed} />
      {state.memberFailure ? (
        <Notice notice={{ kind: 'failure', failure: state.memberFailure }} />
      ) : (
        <p className={styles.hint}>{t(state.searching ? 'member.searching' : 'member.fieldHint')}</p>
      )}
      {state.basket.memberId === null ? null : (
        <Button tone="plain" onPress={onDetach} icon={<UserRoundX aria-hidden="true" />}>
          {t('member.detach')}
        </Button>
      )}
    </div>
  );
}

type MemberCardProps = {
  readonly state: SaleState;
  readonly member: MemberHere;
  readonly programme: Programme;
};

function MemberCard({ state, member, programme }: MemberCardProps) {
  const figures = useFigures();
  const tier = tierById(programme, member.row.tierId);
  return (
    <div className={styles.member} data-part="member" data-member={member.row.id}>
      <div className={styles.who}>
        <span className={styles.label}>{member.row.label}</span>
        <span className={styles.tier}>{tier ? figures.name(tier.name) : ''}</span>
      </div>
      <BalanceNow member={member} programme={programme} />
      <PointsNow outcome={state.outcome} programme={programme} hasLines={state.basket.lines.length > 0} />
      <CouldPay state={state} member={member} programme={programme} />
      <AlsoEarned outcome={state.outcome} programme={programme} />
      <NextTierBar member={member.row} programme={programme} outcome={state.outcome} />
    </div>
  );
}

function BalanceNow({ member, programme }: Omit<MemberCardProps, 'state'>) {
  const t = useText();
  const figures = useFigures();
  const pointWord = usePointWord(programme);
  const { scale, worthMinor } = programme.point;
  const shown = shownBalance(member.row, 'points', member.own);
  const available = points(shown.available);
  const worth = minor(mulDivFloor(shown.available, worthMinor, scale));
  const pending = figures.points(points(shown.pending), scale);
  return (
    <div className={styles.balance} data-part="balance">
      <span className={styles.caption}>
        {t('member.balance')}{' '}
        <span className={styles.age}>{t('member.asOf', { time: figures.time(member.row.asOfMs) })}</span>
      </span>
      <span className={styles.balanceFigure}>
        {figures.points(available, scale)} <span className={styles.unit}>{pointWord(available)}</span>
      </span>
      <span className={styles.detail}>{t('member.worth', { amount: figures.moneyWithUnit(worth) })}</span>
      <span className={styles.detail}>
        {shown.pending > 0 ? t('member.pending', { points: pending }) : t('member.noPending')}
      </span>
    </div>
  );
}
