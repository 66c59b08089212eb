/** A quote as the receipt that a till would print for it, in plain text. */
import type { Place } from '../shared/catalog/place.ts';
import { asId } from '../shared/kernel/ids.ts';
import type { Language } from '../shared/kernel/language.ts';
import { type Minor, minor } from '../shared/kernel/units.ts';
import { saleClaim, saleParts } from '../shared/ledger/sale-claim.ts';
import type { CompiledProgramme } from '../shared/loyalty/compile/compiled.ts';
import type { Outcome } from '../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../shared/loyalty/programme/programme.ts';
import type { Seen } from '../shared/loyalty/seen/seen.ts';
import { composeSaleReceipt } from '../shared/receipt/compose-sale-receipt.ts';
import { receiptLayout } from '../shared/receipt/layout/receipt-layout.ts';
import { makeSaleFrame } from '../shared/receipt/sale-frame.ts';
import { layoutText } from '../shared/receipt/text.ts';

const WIDTH_CELLS = 42;

export type Sample = {
  readonly compiled: CompiledProgramme;
  readonly seen: Seen;
  readonly outcome: Outcome;
  readonly language: Language;
};

export function sampleReceipt({ compiled, seen, outcome, language }: Sample): string {
  const { programme } = compiled;
  const receipt = composeSaleReceipt({
    parts: saleParts(outcome),
    body: {
      kind: 'SALE',
      seen,
      ...saleClaim(compiled, outcome),
      ...cash(outcome.redemption.moneyMinor),
      receipt: makeSaleFrame({
        place: samplePlace(programme, seen),
        language,
        number: 't-1-1-1',
        cashierName: 'Ana',
        programme,
        member: seen.member && { row: seen.member, own: [] },
        effects: outcome.effects,
      }),
    },
  });
  const facts = { memberLabel: seen.member?.label ?? null, copy: 0, training: false, hash8: '00000000' };
  return `${layoutText(receiptLayout(receipt, facts, WIDTH_CELLS), WIDTH_CELLS)}\n`;
}

const SMALLEST_NOTE = 5000;

/** Paid with as many notes of 50 as are needed. */
function cash(moneyMinor: Minor) {
  const givenMinor = minor(Math.ceil(moneyMinor / SMALLEST_NOTE) * SMALLEST_NOTE);
  return {
    tenders: givenMinor > 0 ? [{ kind: 'cash' as const, amountMinor: givenMinor }] : [],
    changeMinor: minor(givenMinor - moneyMinor),
  };
}

const samplePlace = ({ name, currencyCode }: Programme, { taxes, place }: Seen): Place => ({
  company: { id: asId('company'), name: 'Exemplu SRL', taxNumber: '1000000000000' },
  store: {
    id: asId(place?.storeId ?? 'store'),
    companyId: asId('company'),
    name: name.ro,
    address: 'str. 31 August 1989 1, Chișinău',
    currency: { code: currencyCode, exponent: 2 },
    timeZone: 'Europe/Chisinau',
    receiptLanguage: 'ro',
    phoneCountryCode: '373',
    taxes,
    syncPolicy: { kind: 'continuous' },
  },
  till: { id: asId('t-1'), name: '1' },
});
