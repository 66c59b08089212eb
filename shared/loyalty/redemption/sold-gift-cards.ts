import { lineTotalMinor } from '../../basket/basket.ts';
import type { OutcomeEffect } from '../outcome/outcome.ts';
import type { Seen } from '../seen/seen.ts';

/** GFC-1: a gift card sold or topped up gets its face value: the price on the shelf, without any tax added to it. */
export const soldGiftCards = ({ lines }: Pick<Seen, 'lines'>): readonly OutcomeEffect[] =>
  lines.flatMap((line) => {
    const amount = lineTotalMinor(line);
    return line.giftCardId === undefined || amount === 0
      ? []
      : [{ effect: 'EARN', asset: 'giftcard', amount, ruleId: 'payment', cardId: line.giftCardId } as const];
  });
