import { PLACE, STATUS } from '../../../renderer/till/gallery/sample-shop.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import type { Cashier } from '../../../shared/catalog/staff.ts';
import type { TillStatus } from '../../../shared/ipc/status.ts';
import { asId, type CashierId, type MemberId, type ProductId } from '../../../shared/kernel/ids.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { ean13CheckDigit } from '../../../shared/scan/ean13.ts';
import { memberRow, product, TAX_A } from '../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';
import { type FakePuncta, type FakeShop, fakePuncta } from './fake-puncta.ts';

export const BREAD = product({ code: '4840000000015' });
export const MILK = product({
  id: asId<ProductId>('p-milk'),
  code: '4840000000022',
  name: 'Milk',
  priceMinor: minor(2_500),
});
export const CARD = '2900000000018';
export const PHONE = '37379123456';

const ANA: Cashier = { id: asId<CashierId>('c-ana'), name: 'Ana Rusu', role: 'manager', language: 'en' };
const ION: Cashier = { id: asId<CashierId>('c-ion'), name: 'Ion Petrov', role: 'cashier', language: 'ru' };

/** Signed in, shift open, ready to scan. */
export const SELLING: TillStatus = {
  ...STATUS,
  cashier: ANA,
  place: { ...PLACE, store: { ...PLACE.store, taxes: [TAX_A] } },
};

/** As many goods with right check digits as wanted. */
export const manyProducts = (count: number): readonly Product[] =>
  Array.from({ length: count }, (_each, index) => {
    const twelve = `484${String(index).padStart(9, '0')}`;
    return product({
      id: asId<ProductId>(`p-${index}`),
      code: `${twelve}${ean13CheckDigit(twelve)}`,
      name: `Goods ${index}`,
      priceMinor: minor(100 + index),
    });
  });

export const shop = (changes: Partial<FakeShop> = {}): FakePuncta =>
  fakePuncta({
    products: [BREAD, MILK],
    members: [{ ...memberRow({ id: asId<MemberId>('m-1'), cardNumber: CARD }), phone: PHONE }],
    staff: [ANA, ION],
    programme: programme({ rules: [baseRule(), doubleRule()] }),
    place: PLACE,
    status: SELLING,
    pins: { 'c-ana': '123456', 'c-ion': '654321' },
    ...changes,
  });
