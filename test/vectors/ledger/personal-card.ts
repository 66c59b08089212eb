/** Who may not pay with somebody's money: what the engine says when they try. */
import { asId, type MemberId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { balanceOf, emptySeen, plainLine, plainMember, plainProgramme } from '../shop-parts.ts';

/**
 * A card of one person is a wallet in our terms. Money in another currency is no balance of the programme, so the till
 * holds nothing of such a card.
 */
export function refusedTo(
  who: 'guest' | 'other_member' | 'other_currency',
  askedMinor: number,
  onCardMinor: number,
): boolean {
  const amountMinor = minor(askedMinor);
  const owner = plainMember({ balances: [balanceOf('wallet', onCardMinor)] });
  const parts: Partial<Seen> =
    who === 'other_currency'
      ? { member: owner, payment: { giftCards: [{ cardId: 'foreign', heldMinor: minor(0), amountMinor }] } }
      : {
          member: who === 'guest' ? null : plainMember({ id: asId<MemberId>('other') }),
          payment: { walletMinor: amountMinor },
        };
  const goods = plainLine({ n: 1, sku: 'goods', unitPriceMinor: amountMinor });
  const { redemption, refusals } = compute(compileProgramme(plainProgramme({})), {
    ...emptySeen(),
    lines: [goods],
    ...parts,
  });
  return refusals.length === 1 && redemption.moneyMinor === amountMinor;
}
