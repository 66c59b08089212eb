/** States of the sale, made by the same code that makes them at a till. */
import { applyToBasket, type Basket, emptyBasket } from '../../../shared/basket/basket.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type EntryId, type OwnerId } from '../../../shared/kernel/ids.ts';
import { minuteOfDay } from '../../../shared/kernel/time-of-day.ts';
import { epochMs, type Minor, milli, minor } from '../../../shared/kernel/units.ts';
import { saleClaim, saleParts } from '../../../shared/ledger/sale-claim.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { composeSaleReceipt } from '../../../shared/receipt/compose-sale-receipt.ts';
import { makeSaleFrame } from '../../../shared/receipt/sale-frame.ts';
import { missingRights } from '../model/needs.ts';
import { priceTwice } from '../model/sale-context.ts';
import { type FinishedSale, type SaleState, saleStart } from '../model/sale-state.ts';
import type { AskRefusal, Spend } from '../model/spend.ts';
import { ANA, GOODS, MEMBER, NOW_MS, PLACE, PROGRAMME } from './sample-shop.ts';

const ENTRY_ID = asId<EntryId>('019ab000-0000-7000-8000-000000000001');
const QUANTITIES_MILLI = [1_000, 3_000, 1_240, 1_000, 2_000, 1_000];
const DATE = asBusinessDate('2026-11-20');
const MINUTE = minuteOfDay(NOW_MS, PLACE.store.timeZone);

function basketOf(count: number): Basket {
  return GOODS.slice(0, count).reduce<Basket>((basket, product, index) => {
    const quantityMilli = milli(QUANTITIES_MILLI[index] ?? 1_000);
    const added = applyToBasket(basket, { kind: 'add', product, quantityMilli });
    return added.ok ? added.value : basket;
  }, emptyBasket(ENTRY_ID));
}

export function priced(state: SaleState, programme: Programme = state.programme ?? PROGRAMME): SaleState {
  const told = priceTwice(compileProgramme(programme), state, {
    basket: state.basket,
    member: state.member?.row ?? null,
    store: PLACE.store,
    businessDate: DATE,
    wallMs: NOW_MS,
    minute: MINUTE,
    usage: [],
  });
  return { ...state, programme, ...told, minute: MINUTE };
}

export const emptySale: SaleState = priced({ ...saleStart(emptyBasket(ENTRY_ID)), isOnline: true });
export const openSale: SaleState = priced({ ...saleStart(basketOf(GOODS.length)), isOnline: true });
export const shortSale: SaleState = priced({ ...saleStart(basketOf(4)), isOnline: true });

export const withMember = (state: SaleState, row: MemberRow = MEMBER): SaleState =>
  priced({
    ...state,
    basket: { ...state.basket, memberId: row.id },
    member: { row, own: [{ effect: 'EARN', asset: 'points', amount: 23, logIndex: null }] },
  });

type Rights = Partial<Record<Asset, number>>;

/** What the till may spend of the member's; the rest lies at HQ. */
export const withRights = (state: SaleState, rights: Rights, isClockSuspect = false): SaleState =>
  state.member ? withRightsOf(state, state.member.row.id, { rights, isClockSuspect }) : state;

export function withRightsOf(
  state: SaleState,
  owner: OwnerId,
  { rights, isClockSuspect = false }: { rights: Rights; isClockSuspect?: boolean },
): SaleState {
  const held = Object.entries(rights).map(([asset, amount]) => ({
    asset: asset as Asset,
    amount,
    untilMs: epochMs(NOW_MS + 3_600_000),
  }));
  const { spend } = state;
  const view = { owner, held, isClockSuspect };
  return priced({ ...state, spend: { ...spend, rights: { ...spend.rights, [owner]: view } } });
}

/** Chosen, and asked for where the right is missing. */
export function wishing(
  state: SaleState,
  wish: Partial<Pick<Spend, 'points' | 'walletMinor' | 'cards'>>,
  refusal: AskRefusal | null = null,
): SaleState {
  const next = priced({ ...state, phase: 'paying', spend: { ...state.spend, ...wish } });
  const asks = missingRights(next).map((need) => ({ ...need, refusal }));
  return { ...next, spend: { ...next.spend, asks } };
}

export function finishedSale(state: SaleState, givenMinor: Minor): SaleState {
  const { outcome, member } = state;
  if (!outcome) return state;
  const changeMinor = minor(givenMinor - outcome.redemption.moneyMinor);
  const receipt = composeSaleReceipt({
    parts: saleParts(outcome),
    body: {
      kind: 'SALE',
      seen: {
        lines: state.basket.lines,
        member: member?.row ?? null,
        taxes: PLACE.store.taxes,
        clock: { wallMs: NOW_MS, businessDate: DATE },
      },
      ...saleClaim(compileProgramme(state.programme ?? PROGRAMME), outcome),
      tenders: givenMinor > 0 ? [{ kind: 'cash', amountMinor: givenMinor }] : [],
      changeMinor,
      receipt: makeSaleFrame({
        place: PLACE,
        language: 'ro',
        number: 't-2-1-128',
        cashierName: ANA.name,
        programme: state.programme ?? PROGRAMME,
        member,
        effects: outcome.effects,
      }),
    },
  });
  const finished: FinishedSale = {
    done: { entryId: ENTRY_ID, seq: 128, receipt, hash8: '7c41e9a0', changeMinor },
    lines: state.basket.lines,
    outcome,
    givenMinor,
    memberLabel: member?.row.label ?? null,
  };
  return { ...emptySale, programme: state.programme, phase: 'done', finished };
}

const job = (changes: Partial<PrintJobView>): PrintJobView => ({
  id: 1,
  entryId: ENTRY_ID,
  receiptNumber: 't-2-1-127',
  copy: 0,
  state: 'queued',
  code: null,
  createdAtMs: NOW_MS,
  ...changes,
});

export const ASKING_JOBS: readonly PrintJobView[] = [
  job({ id: 1, state: 'unknown', code: 'PRINTER-UNKNOWN' }),
  job({ id: 2, receiptNumber: 't-2-1-128' }),
];
export const BLOCKED_JOBS: readonly PrintJobView[] = [
  job({ id: 2, receiptNumber: 't-2-1-126', state: 'blocked', code: 'PRINTER-PAPER' }),
  job({ id: 3, receiptNumber: 't-2-1-127' }),
];
