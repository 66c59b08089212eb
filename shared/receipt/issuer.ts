import type { Place } from '../catalog/place.ts';
import type { Issuer } from './model.ts';

export const issuerOf = ({ company, store, till }: Place): Issuer => ({
  companyName: company.name,
  taxNumber: company.taxNumber,
  storeName: store.name,
  address: store.address,
  tillName: till.name,
});

/** A receipt's number is its entry's place in the world. */
export const receiptNumber = (entry: { till: string; epoch: number; seq: number }): string =>
  `${entry.till}-${entry.epoch}-${entry.seq}`;
