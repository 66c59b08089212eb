/** Whether two moments of a case hold the same order and settings, entered in another order, and expect other sums. */
import { act, NEW_ORDER, NO_SETTINGS, type Stand } from '../basket/order.ts';
import type { Expected, VectorStep } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';

type Moment = { readonly what: string; readonly expected: Expected };

export function orderOfEntryMatters(each: BasketCase): boolean {
  if (each.members && each.members.length > 0) return false;
  const moments = [...momentsOf(each, each.steps), ...momentsOf(each, each.alternative ?? [])];
  return moments.some((one) =>
    moments.some((other) => one.what === other.what && contradicts(one.expected, other.expected)),
  );
}

const contradicts = (a: Expected, b: Expected): boolean =>
  (['total', 'total_untaxed', 'tax', 'discount_total'] as const).some(
    (key) => a[key] !== undefined && b[key] !== undefined && a[key] !== b[key],
  );

/** Orders that were paid change limits and cards, so a case with payments is looked at up to the first of them. */
function momentsOf(each: BasketCase, steps: readonly VectorStep[]): readonly Moment[] {
  const moments: Moment[] = [];
  let stand: Stand = { order: NEW_ORDER, settings: NO_SETTINGS };
  for (const step of steps) {
    for (const action of step.do) {
      if ('pay' in action) return moments;
      stand = act(each, stand, action);
    }
    moments.push({ what: signature(stand), expected: step.expect });
  }
  return moments;
}

const signature = ({ order, settings }: Stand): string =>
  JSON.stringify([
    order.lines.map((line) => JSON.stringify(line)).sort(),
    order.member,
    [...order.codes].sort(),
    [...order.cards].sort(),
    order.asked.map((asked) => JSON.stringify(asked)).sort(),
    [...order.dropped].sort(),
    order.pins,
    [...settings.suspended].sort(),
    settings.changes,
  ]);
