import { minor, points } from '../../../shared/kernel/units.ts';
import { useFigures, useText } from '../../ui/text.tsx';
import type { SaleState } from '../model/sale-state.ts';
import { amountOf, heldOf, wholeOf } from '../model/spend.ts';

type HeldHereProps = {
  readonly state: SaleState;
  readonly asset: 'points' | 'wallet';
  readonly className?: string | undefined;
};

/** "May be spent here without a connection: 120 of 300; as of 14:05." */
export function HeldHere({ state, asset, className }: HeldHereProps) {
  const t = useText();
  const { points: pointFigure, money, time } = useFigures();
  const { member, programme, spend } = state;
  if (!member || !programme) return null;
  const view = spend.rights[member.row.id];
  if (view?.isClockSuspect)
    return (
      <p className={className} data-part="held-here">
        {t('refusal.clock')}
      </p>
    );
  const all = amountOf(wholeOf(member), asset);
  const held = Math.min(all, amountOf(heldOf(spend, member.row.id), asset));
  const figure = (value: number): string =>
    asset === 'wallet' ? money(minor(value)) : pointFigure(points(value), programme.point.scale);
  const words = { held: figure(held), all: figure(all), time: time(member.row.asOfMs) };
  return (
    <p className={className} data-part="held-here">
      {t(held === 0 ? 'spend.hereNothing' : 'spend.here', words)}
      {state.isOnline && held < all ? ` ${t('spend.hqMore')}` : null}
    </p>
  );
}
