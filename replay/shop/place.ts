/** The shop that the receipts are replayed in: an English mail-order house for gifts. Nothing of it but its goods is real. */
import type { Company, Store } from '../../shared/catalog/place.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { bps } from '../../shared/kernel/units.ts';
import { SHOP_ZONE } from '../source/zoned-time.ts';

export const replayCompany: Company = {
  id: asId('replay'),
  name: 'Replayed Receipts Ltd',
  taxNumber: 'none',
};

export const replayStore: Store = {
  id: asId('s-replay'),
  companyId: replayCompany.id,
  name: 'Replayed Receipts',
  address: 'London',
  currency: { code: 'GBP', exponent: 2 },
  timeZone: SHOP_ZONE,
  receiptLanguage: 'en',
  phoneCountryCode: '44',
  taxes: [
    { id: asId('A'), letter: 'A', rateBps: bps(2000), mode: 'included' },
    { id: asId('Z'), letter: 'Z', rateBps: bps(0), mode: 'included' },
  ],
  syncPolicy: { kind: 'continuous' },
};

export const replayCashier: Cashier = {
  id: asId('c-replay'),
  name: 'Replay',
  role: 'cashier',
  language: 'en',
};

export const TILL_NAME = 'Till 1';
