/** What a sale's and a return's effects are to the lots of one holder and asset, with the terms of the sale's programme. */
import type { BusinessDate } from '../../kernel/business-date.ts';
import type { EpochMs } from '../../kernel/units.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { Programme } from '../programme/programme.ts';
import type { ReturnEffect } from '../returns/return.ts';
import type { ClawbackEvent, EarnEvent, RefundEvent, SpendEvent } from './lot-event.ts';
import { lotTerms, policyOf } from './lot-terms.ts';

type Terms = Pick<Programme, 'lots' | 'returns'>;
export type Happened = { readonly id: string; readonly date: BusinessDate; readonly atMs?: EpochMs };

/** `proved`: a right to spend was held for it. */
export function saleLotEvent(
  programme: Terms,
  { effect, asset, amount, validDays }: Pick<OutcomeEffect, 'effect' | 'asset' | 'amount' | 'validDays'>,
  { proved, ...happened }: Happened & { readonly proved?: true },
): EarnEvent | SpendEvent {
  if (effect === 'REDEEM') return { kind: 'spend', amount, ...happened, ...(proved && { proved }) };
  const terms = lotTerms(policyOf(programme.lots, asset), happened.date, validDays);
  return { kind: 'earn', amount, terms, ...happened };
}

/** `of`: the effect of the sale that is undone, EARN by CLAWBACK and REDEEM by REFUND. */
export function returnLotEvent(
  { returns }: Terms,
  { effect, amount }: Pick<ReturnEffect, 'effect' | 'amount'>,
  happened: Omit<Happened, 'atMs'> & { readonly of: string },
): RefundEvent | ClawbackEvent {
  if (effect === 'CLAWBACK')
    return { kind: 'clawback', amount, ...happened, shortfall: returns?.shortfall ?? 'receivable' };
  const days = returns?.minimumDaysLeft;
  return { kind: 'refund', amount, ...happened, ...(days !== undefined && { minimumDaysLeft: days }) };
}
