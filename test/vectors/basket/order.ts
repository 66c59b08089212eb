/** One order as the cashier has it: goods, member, codes, cards and what was asked for. Actions change nothing else. */
import { unreachable } from '../../../shared/kernel/assert.ts';
import type { Minor } from '../../../shared/kernel/units.ts';
import { minor } from '../../../shared/kernel/units.ts';
import type { VectorAction } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { money } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';

export type OrderLine = { readonly sku: string; readonly qty: number; readonly priceMinor: Minor };
export type Asked = { readonly reward: string; readonly choose: string | null; readonly count: number };

export type Order = {
  readonly lines: readonly OrderLine[];
  readonly member: string | null;
  readonly codes: readonly string[];
  readonly cards: readonly string[];
  readonly asked: readonly Asked[];
  /** Automatic rewards that were taken off again. */
  readonly dropped: readonly string[];
  /** Free units that the cashier set by hand. */
  readonly pins: Readonly<Record<string, number>>;
  readonly isPaid: boolean;
};

/** Beside the order: what is switched off and what was changed in the programmes. */
export type Settings = {
  readonly suspended: readonly string[];
  readonly changes: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
};

export const NEW_ORDER: Order = {
  lines: [],
  member: null,
  codes: [],
  cards: [],
  asked: [],
  dropped: [],
  pins: {},
  isPaid: false,
};

export const NO_SETTINGS: Settings = { suspended: [], changes: [] };

export type Stand = { readonly order: Order; readonly settings: Settings; readonly parked?: Order };

/** Payments and refunds are the till's; everything else changes the order or the settings. */
export function act(each: BasketCase, stand: Stand, action: VectorAction): Stand {
  const { order, settings } = stand;
  if ('park' in action) return { ...stand, parked: order };
  if ('resume' in action) return { ...stand, order: stand.parked ?? order };
  if ('suspend' in action)
    return { ...stand, settings: { ...settings, suspended: [...settings.suspended, ...action.suspend] } };
  if ('resume_programmes' in action) {
    const left = settings.suspended.filter((id) => !action.resume_programmes.includes(id));
    return { ...stand, settings: { ...settings, suspended: left } };
  }
  if ('config' in action)
    return { ...stand, settings: { ...settings, changes: [...settings.changes, action.config] } };
  return { ...stand, order: changed(each, order, action) };
}

function changed(
  each: BasketCase,
  order: Order,
  action: Exclude<
    VectorAction,
    | { suspend: unknown }
    | { resume_programmes: unknown }
    | { config: unknown }
    | { park: unknown }
    | { resume: unknown }
  >,
): Order {
  if ('add' in action) return added(each, order, action.add);
  if ('set_qty' in action) return withQty(each, order, action.set_qty);
  if ('set_price' in action) {
    const { sku, price } = action.set_price;
    return mapLine(order, sku, (line) => ({ ...line, priceMinor: money(price) }));
  }
  if ('claim' in action) return asking(order, action.claim);
  if ('code' in action) return { ...order, codes: [...new Set([...order.codes, action.code])] };
  if ('use_card' in action) return withCard(each, order, action.use_card);
  if ('set_member' in action) return { ...order, member: action.set_member };
  if ('drop_reward' in action) return withoutReward(each, order, action.drop_reward);
  if ('do_not_claim' in action)
    return action.do_not_claim === true ? order : withoutReward(each, order, action.do_not_claim);
  if ('pin_reward_qty' in action) {
    const { reward, qty } = action.pin_reward_qty;
    return { ...order, pins: { ...order.pins, [reward]: qty } };
  }
  if ('new_order' in action) return NEW_ORDER;
  if ('pay' in action || 'refund_last_order_to' in action) return order;
  if ('recalculate' in action || 'scan_unknown' in action) return order;
  return unreachable(action);
}

/** The card of an account tells whose it is; any other one is kept beside the order. */
function withCard(each: BasketCase, order: Order, code: string): Order {
  const card = each.cards?.find((known) => known.code === code);
  const type = each.programmes.find(({ id }) => id === card?.programme)?.type;
  const owner = ownerOf(each, code);
  if (owner !== null && (type === 'loyalty' || type === 'wallet')) return { ...order, member: owner };
  return { ...order, cards: [...new Set([...order.cards, code])] };
}

/** The one member who may use a card; null for anybody. */
export const ownerOf = ({ cards, members }: BasketCase, code: string): string | null =>
  cards?.find((card) => card.code === code)?.member ??
  members?.find((member) => member.cards?.includes(code) === true)?.id ??
  null;

type Add = Extract<VectorAction, { add: unknown }>['add'];

function added(
  each: BasketCase,
  order: Order,
  { sku, qty, price, manual_discount_percent: byHand }: Add,
): Order {
  const priceMinor = byHandPrice(price === undefined ? priceOf(each, sku) : money(price), byHand ?? 0);
  const same = order.lines.find((line) => line.sku === sku && line.priceMinor === priceMinor);
  if (!same) return { ...order, lines: [...order.lines, { sku, qty, priceMinor }] };
  return {
    ...order,
    lines: order.lines.map((line) => (line === same ? { ...line, qty: line.qty + qty } : line)),
  };
}

/** A discount by hand is a price by hand. */
function byHandPrice(priceMinor: number, percent: number): Minor {
  const left = (priceMinor * (100 - percent)) / 100;
  if (!Number.isInteger(left)) throw new Untranslatable('a discount by hand that leaves parts of a cent');
  return minor(left);
}

function withQty(
  each: BasketCase,
  order: Order,
  { sku, qty }: { readonly sku: string; readonly qty: number },
): Order {
  if (qty === 0) return { ...order, lines: order.lines.filter((line) => line.sku !== sku) };
  if (!order.lines.some((line) => line.sku === sku)) return added(each, order, { sku, qty });
  return mapLine(order, sku, (line) => ({ ...line, qty }));
}

function mapLine(order: Order, sku: string, change: (line: OrderLine) => OrderLine): Order {
  const first = order.lines.find((line) => line.sku === sku);
  if (!first) throw new Untranslatable(`no line of ${sku}`);
  return { ...order, lines: order.lines.map((line) => (line === first ? change(line) : line)) };
}

export function priceOf({ products }: Pick<BasketCase, 'products'>, sku: string): Minor {
  const product = products.find((known) => known.sku === sku);
  if (!product) throw new Untranslatable(`no product ${sku}`);
  return money(product.price);
}

function asking(
  order: Order,
  { reward, choose }: { readonly reward: string; readonly choose?: string | undefined },
): Order {
  const before = order.asked.find((asked) => asked.reward === reward);
  const asked = { reward, choose: choose ?? before?.choose ?? null, count: (before?.count ?? 0) + 1 };
  return {
    ...order,
    asked: [...order.asked.filter((each) => each !== before), asked],
    dropped: order.dropped.filter((id) => id !== reward),
  };
}

/** A reward that a code or a card brought goes with it. */
function withoutReward(each: BasketCase, order: Order, reward: string): Order {
  const owners = each.programmes.filter(({ rewards }) => rewards.some(({ id }) => id === reward));
  const codes = new Set(owners.flatMap(({ rules }) => (rules ?? []).flatMap(({ code }) => code ?? [])));
  const cards = new Set(
    (each.cards ?? [])
      .filter((card) => owners.some(({ id }) => id === card.programme))
      .map(({ code }) => code),
  );
  const pins = Object.fromEntries(Object.entries(order.pins).filter(([id]) => id !== reward));
  return {
    ...order,
    asked: order.asked.filter((asked) => asked.reward !== reward),
    codes: order.codes.filter((code) => !codes.has(code)),
    cards: order.cards.filter((card) => !cards.has(card)),
    dropped: codes.size > 0 || cards.size > 0 ? order.dropped : [...new Set([...order.dropped, reward])],
    pins,
  };
}
