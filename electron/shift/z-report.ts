import { type Minor, minor, points } from '../../shared/kernel/units.ts';
import { issuerOf, receiptNumber } from '../../shared/receipt/issuer.ts';
import { RECEIPT_SCHEMA, type ReportReceipt } from '../../shared/receipt/model.ts';
import { RECEIPT_TEMPLATE } from '../../shared/receipt/sale-frame.ts';
import type { ShiftState } from '../../shared/shift/till-state.ts';
import type { Moment } from '../clock/moment.ts';
import type { Desk } from '../till/desk.ts';

export const expectedCashMinor = ({ floatMinor, cashTakenMinor }: ShiftState): Minor =>
  minor(floatMinor + cashTakenMinor);

/** The Z-report of a shift that is about to be closed: sums of its chain beside what was counted. */
export function zReport(
  { journal, reference }: Desk,
  facts: { shift: ShiftState; countedMinor: Minor; cashierName: string; moment: Moment },
): ReportReceipt {
  const { shift, countedMinor, cashierName, moment } = facts;
  const place = reference.place();
  const { till, epoch, seq } = journal.tip();
  return {
    schema: RECEIPT_SCHEMA,
    template: RECEIPT_TEMPLATE,
    kind: 'zReport',
    language: place.store.receiptLanguage,
    issuer: issuerOf(place),
    number: receiptNumber({ till, epoch, seq: seq + 1 }),
    cashierName,
    wallMs: moment.wallMs,
    timeZone: place.store.timeZone,
    businessDate: moment.businessDate,
    currency: place.store.currency,
    openedAtMs: shift.openedAtMs,
    sales: { count: shift.saleCount, totalMinor: shift.saleTotalMinor },
    cash: {
      floatMinor: shift.floatMinor,
      takenMinor: shift.cashTakenMinor,
      expectedMinor: expectedCashMinor(shift),
      countedMinor,
    },
    points: {
      scale: reference.programmeOn(moment.businessDate)?.compiled.programme.point.scale ?? 1,
      earned: points(shift.pointsEarned),
      members: shift.memberSaleCount,
    },
  };
}
