/** Sales as a script of the page would put them together from what main itself tells it. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { demoGoods } from '../../../server/demo/demo-goods.ts';
import { readDemoProgramme } from '../../../server/demo/load-demo.ts';
import { applyToBasket, type BasketLine, emptyBasket } from '../../../shared/basket/basket.ts';
import type { SaleDraft } from '../../../shared/ipc/sale-draft.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import { asId, type EntryId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import { uuidV7 } from '../../../shared/kernel/uuid-v7.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../../shared/loyalty/seen/seen.ts';
import { memberRow } from '../hq/demo-shop.ts';
import { pageDone } from './page-call.ts';

const PIECES = 4;

/** The lines of a basket with some of each of these goods. */
export function linesOf(codes: readonly string[]): readonly BasketLine[] {
  const goods = demoGoods().filter(({ code }) => codes.includes(code));
  assert(goods.length === codes.length, 'the demo shop has these goods');
  return Array.from({ length: PIECES }, () => goods)
    .flat()
    .reduce(
      (basket, product) => {
        const added = applyToBasket(basket, { kind: 'add', product });
        assert(added.ok, 'a basket takes goods');
        return added.value;
      },
      emptyBasket(asId('basket')),
    ).lines;
}

export const newSaleId = (): EntryId => asId(uuidV7(epochMs(Date.now()), randomBytes(10)));

/** A member's row, pulled through the window's own call. */
export async function pulledMember(page: Page, tierId: string): Promise<MemberRow> {
  const request = { collection: 'members', checkpoint: null, limit: 500 } as const;
  const pulled = await pageDone(page, 'reference.pull', request);
  assert(pulled.collection === 'members', 'members were asked for');
  const found = pulled.documents.find((document) => document.tierId === tierId);
  assert(found, `the demo shop has ${tierId} members`);
  return memberRow(found);
}

export type DraftFacts = Pick<Seen, 'lines' | 'payment' | 'held'> & { readonly member?: MemberRow | null };

/** A sale whose figures are what the engine says of it, paid exactly. */
export async function engineDraft(page: Page, facts: DraftFacts): Promise<SaleDraft> {
  return draftOf(await pageDone(page, 'till.status', null), facts);
}

/** The same for a till whose status is at hand. */
export function draftOf({ place, businessDate, programmeVersion }: TillStatus, facts: DraftFacts): SaleDraft {
  assert(place && businessDate && programmeVersion, 'the till is enrolled and has its programme');
  const { lines, member = null, payment } = facts;
  const clock = { wallMs: epochMs(0), businessDate };
  const seen = { ...facts, member, taxes: place.store.taxes, clock };
  const { totalMinor, earnedPoints, redemption } = compute(compileProgramme(readDemoProgramme()), seen);
  return {
    basketId: newSaleId(),
    lines,
    member,
    ...(payment ? { payment } : {}),
    tenders: [{ kind: 'cash', amountMinor: redemption.moneyMinor }],
    programmeVersion,
    businessDate,
    shown: { totalMinor, earnedPoints },
  };
}
