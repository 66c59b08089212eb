import {
  applyToBasket,
  type BasketCommand,
  type BasketLine,
  emptyBasket,
} from '../../../shared/basket/basket.ts';
import { changeAndPrice, newBasketId, type SaleContext, tell } from './sale-context.ts';
import { NO_SPEND } from './spend.ts';

/**
 * Every change of the basket goes this way: applied, shown, mirrored in main. A basket that is being paid is opened
 * again by it, because its sum is another now.
 */
export function applyCommand(context: SaleContext, command: BasketCommand): boolean {
  const { basket } = context.state.get();
  const applied = applyToBasket(basket, command);
  if (!applied.ok) {
    tell(context, applied.failure);
    return false;
  }
  const touched = touchedLine(command, applied.value.lines);
  changeAndPrice(context, {
    basket: applied.value,
    selectedN: null,
    ...(touched === undefined ? {} : { newestN: touched }),
    notice: null,
  });
  context.mirror.save(applied.value);
  return true;
}

function touchedLine(command: BasketCommand, lines: readonly BasketLine[]): number | null | undefined {
  switch (command.kind) {
    case 'add':
      return (
        lines.findLast(
          ({ productId, giftOf }) => productId === command.product.id && giftOf === command.giftOf,
        )?.n ?? null
      );
    case 'setQuantity':
      return command.n;
    case 'remove':
      return lines.at(-1)?.n ?? null;
    default:
      return undefined;
  }
}

export function startNextSale(context: SaleContext): void {
  context.unwatchMember.get()();
  changeAndPrice(context, {
    phase: 'open',
    armed: 'scan',
    typed: '',
    basket: emptyBasket(newBasketId(context)),
    selectedN: null,
    newestN: null,
    member: null,
    searching: false,
    memberFailure: null,
    notice: null,
    finished: null,
    offerAt: 0,
    gift: null,
    spend: NO_SPEND,
  });
}
