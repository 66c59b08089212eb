/** SAL-3: the money given covers what is left for money, and the change is what is over. */
import { formatMoneyWithUnit } from '../../shared/i18n/format.ts';
import type { Currency } from '../../shared/kernel/currency.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { Language } from '../../shared/kernel/language.ts';
import { MAX_TENDER_MINOR } from '../../shared/kernel/limits.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Minor, minor, sumMinor } from '../../shared/kernel/units.ts';
import type { Tender } from '../../shared/ledger/body.ts';

type Bill = { readonly dueMinor: Minor; readonly currency: Currency; readonly language: Language };

export function settle(tenders: readonly Tender[], { dueMinor, currency, language }: Bill): Result<Minor> {
  const givenMinor = sumMinor(tenders.map((tender) => tender.amountMinor));
  if (givenMinor > MAX_TENDER_MINOR) return fail(failure('PAY-LIMIT'));
  if (givenMinor >= dueMinor) return ok(minor(givenMinor - dueMinor));
  const short = formatMoneyWithUnit(minor(dueMinor - givenMinor), currency, language);
  return fail(failure('PAY-SHORT', { short }));
}
