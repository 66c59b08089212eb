import { expect, test } from 'vitest';
import type { FiscalSale } from '../../../electron/fiscal/fiscal-device.ts';
import { createSimulatedDevice, noFiscalDevice } from '../../../electron/fiscal/simulated-device.ts';
import { bps, milli, minor } from '../../../shared/kernel/units.ts';
import { entryId } from '../../support/builders/entry.ts';

const sale = (n: number, changes: Partial<FiscalSale> = {}): FiscalSale => ({
  saleId: entryId(n),
  receiptNumber: `t-1-1-${n}`,
  lines: [
    {
      name: 'Pâine',
      quantityMilli: milli(1000),
      totalMinor: minor(950),
      taxLetter: 'B',
      taxRateBps: bps(800),
    },
  ],
  tenders: [{ kind: 'cash', amountMinor: minor(1_000) }],
  totalMinor: minor(950),
  ...changes,
});

test('each sale gets one number, also when it is sent twice', async () => {
  const device = createSimulatedDevice('SIM1');
  expect(await device.register(sale(1))).toEqual({ state: 'fiscalised', number: 'SIM1-00000001' });
  expect(await device.register(sale(2))).toEqual({ state: 'fiscalised', number: 'SIM1-00000002' });
  expect(await device.register(sale(1))).toEqual({ state: 'fiscalised', number: 'SIM1-00000001' });
});

test('without a device the sale is not fiscal', async () => {
  expect(await noFiscalDevice.register(sale(1))).toEqual({ state: 'nonFiscal' });
});

test.each([
  ['lines that do not make the total', { totalMinor: minor(900) }],
  ['too little money', { tenders: [{ kind: 'cash', amountMinor: minor(900) }] }],
] as const)('%s never reach a device', (_what, changes) => {
  expect(() => createSimulatedDevice('SIM1').register(sale(1, changes))).toThrow('t-1-1-1');
});
