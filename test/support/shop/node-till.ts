/** A till without a window at a real HQ of the demo shop, and a cashier who sells there. */
import type { CallRequest } from '../../../shared/ipc/contract.ts';
import type { SaleDone } from '../../../shared/ipc/sale-draft.ts';
import type { HqProcess } from '../../e2e/demo/hq-process.ts';
import { memberRow } from '../hq/demo-shop.ts';
import type { TestTill } from '../till/test-till.ts';
import { draftOf, linesOf } from './shop-draft.ts';
import { ANA } from './test-shop.ts';

const GOODS = ['4600300075409', '4600416016709'];

export async function signInAna(till: TestTill, hq: HqProcess): Promise<void> {
  const pin = hq.pins.get(ANA) ?? '';
  await till.done('cashier.signIn', { cashierId: ANA, pin } as CallRequest<'cashier.signIn'>);
}

export async function openShift(till: TestTill): Promise<void> {
  await till.done('shift.open', { floatMinor: 0 } as CallRequest<'shift.open'>);
}

/** Sells the same goods to the same member, or to nobody, as often as it is called. */
export async function seller(till: TestTill): Promise<(withMember: boolean) => Promise<SaleDone>> {
  const pulled = await till.done('reference.pull', { collection: 'members', checkpoint: null, limit: 10 });
  const row = pulled.collection === 'members' ? pulled.documents[0] : undefined;
  const lines = linesOf(GOODS);
  return async (withMember) => {
    const status = await till.done('till.status', null);
    const member = withMember && row ? memberRow(row) : null;
    return till.done('sale.commit', draftOf(status, { lines, member }));
  };
}
