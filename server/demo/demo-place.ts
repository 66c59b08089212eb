/** The demo company, its store and its staff. Invented. */
import type { Company, Store } from '../../shared/catalog/place.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { bps } from '../../shared/kernel/units.ts';

export const demoCompany: Company = {
  id: asId('mercur'),
  name: 'Mercur Market SRL',
  taxNumber: '1012600034567',
};

export const demoStore: Store = {
  id: asId('s-centru'),
  companyId: demoCompany.id,
  name: 'Mercur Market Centru',
  address: 'bd. Ștefan cel Mare 64, Chișinău',
  currency: { code: 'MDL', exponent: 2 },
  timeZone: 'Europe/Chisinau',
  receiptLanguage: 'ro',
  phoneCountryCode: '373',
  taxes: [
    { id: asId('A'), letter: 'A', rateBps: bps(2000), mode: 'included' },
    { id: asId('B'), letter: 'B', rateBps: bps(800), mode: 'included' },
  ],
  syncPolicy: { kind: 'continuous' },
};

export const demoStaff: readonly Cashier[] = [
  { id: asId('c-ana'), name: 'Ana Rusu', role: 'manager', language: 'ro' },
  { id: asId('c-ion'), name: 'Ion Petrov', role: 'cashier', language: 'ru' },
];
