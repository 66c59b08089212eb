import { assert } from '../../shared/kernel/assert.ts';
import { sumMinor } from '../../shared/kernel/units.ts';
import type { FiscalDevice, FiscalSale } from './fiscal-device.ts';

/** How many sales the simulated memory keeps apart; a real device's is sealed for years. */
export const MAX_SIMULATED_SALES = 10_000;

/** The default where no fiscal device is attached: it registers nothing and says so. */
export const noFiscalDevice: FiscalDevice = {
  name: 'none',
  register: (sale) => {
    checkSums(sale);
    return Promise.resolve({ state: 'nonFiscal' });
  },
};

/** Numbers sales from 1, each once however often it is sent, as a fiscal memory does. For training and tests. */
export function createSimulatedDevice(serial: string): FiscalDevice {
  const numbers = new Map<string, string>();
  return {
    name: `simulated ${serial}`,
    register: (sale) => {
      checkSums(sale);
      const known = numbers.get(sale.saleId);
      if (known === undefined && numbers.size >= MAX_SIMULATED_SALES)
        return Promise.resolve({ state: 'queued' });
      const number = known ?? `${serial}-${String(numbers.size + 1).padStart(8, '0')}`;
      numbers.set(sale.saleId, number);
      return Promise.resolve({ state: 'fiscalised', number });
    },
  };
}

/** Lines and tenders pay for the same sale; a device would refuse anything else after printing half of it. */
function checkSums({ lines, tenders, totalMinor, receiptNumber }: FiscalSale): void {
  const linesMinor = sumMinor(lines.map((line) => line.totalMinor));
  const tenderMinor = sumMinor(tenders.map((tender) => tender.amountMinor));
  assert(linesMinor === totalMinor, `${receiptNumber}: the lines sum to the total`);
  assert(tenderMinor >= totalMinor, `${receiptNumber}: the tenders cover the total`);
}
