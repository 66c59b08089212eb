/** What holds for every return of every sale. */
import fc from 'fast-check';
import { addDays } from '../../shared/kernel/calendar.ts';
import { milli } from '../../shared/kernel/units.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import { foldLots } from '../../shared/loyalty/lots/fold-lots.ts';
import { balanceOn } from '../../shared/loyalty/lots/lot-balance.ts';
import type { LotEvent } from '../../shared/loyalty/lots/lot-event.ts';
import { lotTerms } from '../../shared/loyalty/lots/lot-terms.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { Return, ReturnedLine, SaleFacts } from '../../shared/loyalty/returns/return.ts';
import { everythingLeft, returnGoods } from '../../shared/loyalty/returns/return-goods.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import { anyProgramme } from '../support/builders/random-programmes.ts';
import { anySeen } from '../support/builders/random-sales.ts';
import type { EngineProperty } from './engine-properties.ts';
import { mustBe, mustBeLike, mustHold } from './must.ts';

const saleOf = (programme: Programme, seen: Seen): SaleFacts => {
  const compiled = compileProgramme(programme);
  return { compiled, seen, outcome: compute(compiled, seen) };
};

/** Returns one after the other; each names the lines and quantities that come back with it. */
function inTurns(sale: SaleFacts, turns: readonly (readonly ReturnedLine[])[]): readonly Return[] {
  const before: (readonly ReturnedLine[])[] = [];
  return turns.map((now) => {
    const back = returnGoods({ sale, before, now });
    if (!back.ok) throw new Error(`refused: ${back.failure.kind}`);
    before.push(now);
    return back.value;
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

type Holding = {
  readonly asset: string;
  readonly amount: number;
  readonly to?: string;
  readonly cardId?: string;
};

/** Amounts by asset and holder. */
function byHolder(effects: readonly Holding[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { asset, amount, to = '', cardId = '' } of effects) {
    const key = [asset, to, cardId].join(' ');
    sums[key] = (sums[key] ?? 0) + amount;
  }
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const kind = <E extends { readonly effect: string }>(
  effects: readonly E[],
  effect: E['effect'],
): readonly E[] => effects.filter((each) => each.effect === effect);

/** Everything that returns give, added up. */
function together(returns: readonly Return[]) {
  const effects = returns.flatMap((back) => back.effects);
  const of = (value: (back: Return) => number) => sum(returns.map(value));
  return {
    refunded: byHolder(kind(effects, 'REFUND')),
    clawedBack: byHolder(kind(effects, 'CLAWBACK')),
    total: of((back) => sum(back.lines.map(({ totalMinor }) => totalMinor))),
    discount: of((back) => sum(back.lines.map(({ discountMinor }) => discountMinor))),
    money: of((back) => back.tenders.moneyMinor),
    wallet: of((back) => back.tenders.walletMinor),
    points: of((back) => back.tenders.pointsMinor),
    cards: of((back) => sum(back.tenders.giftCards.map(({ amountMinor }) => amountMinor))),
    tax: of((back) => sum(back.taxes.map(({ taxMinor }) => taxMinor))),
    funding: of((back) =>
      sum(back.funding.map(({ discountMinor, worthMinor }) => discountMinor + worthMinor)),
    ),
  };
}

/** What a return of everything must give: all that the sale took and gave. */
function restored({ outcome }: SaleFacts): ReturnType<typeof together> {
  const { redemption } = outcome;
  return {
    refunded: byHolder(kind(outcome.effects, 'REDEEM')),
    clawedBack: byHolder(kind(outcome.effects, 'EARN')),
    total: outcome.totalMinor,
    discount: outcome.discountMinor,
    money: redemption.moneyMinor,
    wallet: redemption.walletMinor,
    points: redemption.as === 'tender' ? redemption.pointsMinor : 0,
    cards: sum(redemption.giftCards.map(({ amountMinor }) => amountMinor)),
    tax: sum(outcome.taxes.map(({ taxMinor }) => taxMinor)),
    funding: sum(outcome.funding.map(({ discountMinor, worthMinor }) => discountMinor + worthMinor)),
  };
}

/** Quarters of what is left of each line, turn by turn, and then the rest. */
function splitBy(
  sale: SaleFacts,
  turns: readonly (readonly number[])[],
): readonly (readonly ReturnedLine[])[] {
  const split: (readonly ReturnedLine[])[] = [];
  for (const quarters of turns) {
    const now = everythingLeft(sale, split).flatMap((line, at) => {
      const unit = sale.seen.lines.find(({ n }) => n === line.n)?.unit === 'piece' ? 1_000 : 1;
      const wanted = ((quarters[at % quarters.length] ?? 0) * line.quantityMilli) / 4;
      const part = Math.floor(wanted / unit) * unit;
      return part > 0 ? [{ n: line.n, quantityMilli: milli(part) }] : [];
    });
    if (now.length > 0) split.push(now);
  }
  const rest = everythingLeft(sale, split);
  return rest.length > 0 ? [...split, rest] : split;
}

/** The member's points as lots: bought, and brought back `later` days after; lots had `life` days to live. */
function lotsKeepTheirDays(
  sale: SaleFacts,
  back: Return,
  days: { readonly later: number; readonly life: number },
): void {
  const { seen, outcome } = sale;
  const own = (of: { readonly asset: string; readonly to?: string }) =>
    of.asset === 'points' && of.to === undefined;
  const amount = (effects: readonly (Holding & { readonly effect: string })[], effect: string) =>
    sum(effects.filter((each) => each.effect === effect && own(each)).map((each) => each.amount));
  const [earned, spent] = [amount(outcome.effects, 'EARN'), amount(outcome.effects, 'REDEEM')];
  const [refunded, taken] = [amount(back.effects, 'REFUND'), amount(back.effects, 'CLAWBACK')];
  const bought = seen.clock.businessDate;
  const returned = addDays(bought, days.later);
  const had = (seen.member?.balances.find(({ asset }) => asset === 'points')?.available ?? 0) + spent;
  const terms = lotTerms({ expiry: { kind: 'days', days: days.life } }, bought);
  const events: readonly LotEvent[] = [
    { kind: 'earn', id: 'had', date: bought, amount: had, terms },
    { kind: 'earn', id: 'sale', date: bought, amount: earned, terms: lotTerms({}, bought) },
    { kind: 'spend', id: 'sale', date: bought, amount: spent },
    { kind: 'refund', id: 'return', date: returned, of: 'sale', amount: refunded },
    { kind: 'clawback', id: 'return', date: returned, of: 'sale', amount: taken },
  ];
  const { state, faults } = foldLots(events.filter((event) => !('amount' in event) || event.amount > 0));
  mustBe('faults', faults.length, 0);
  mustBe('owed', state.owed, 0);
  mustBe('points after all', sum(state.lots.map(({ remaining }) => remaining)), had);
  mustHold('points back that end too soon', balanceOn(state, addDays(returned, 30)).available >= refunded);
}

const anyTurn = fc.array(fc.nat(3), { minLength: 6, maxLength: 6 });

export const returnProperties: readonly EngineProperty[] = [
  {
    name: 'RET-1, LOT-7: a full return restores every balance and sum and leaves thirty days; any split comes to the same',
    property: fc.property(
      fc.record({
        programme: anyProgramme,
        seen: anySeen,
        turns: fc.array(anyTurn, { minLength: 1, maxLength: 3 }),
        later: fc.integer({ min: 0, max: 60 }),
        life: fc.integer({ min: 0, max: 90 }),
      }),
      ({ programme, seen, turns, later, life }) => {
        const sale = saleOf(programme, seen);
        const whole = inTurns(sale, [everythingLeft(sale, [])]);
        mustBeLike('a full return', together(whole), restored(sale));
        mustBeLike('a return in parts', together(inTurns(sale, splitBy(sale, turns))), restored(sale));
        for (const back of whole) lotsKeepTheirDays(sale, back, { later, life });
      },
    ),
  },
];
