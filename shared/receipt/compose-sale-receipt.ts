/**
 * The printable receipt of a sale, from what its entry holds. Pure, and total over every body that main has signed:
 * whenever a receipt is shown or printed again, it says the same.
 */
import { lineTotalMinor } from '../basket/basket.ts';
import { assert } from '../kernel/assert.ts';
import { type Minor, minor, points, sumMinor } from '../kernel/units.ts';
import type { LineFigures, SaleBody } from '../ledger/body.ts';
import type { Effect, EntryPart } from '../ledger/entry.ts';
import type { Seen } from '../loyalty/seen/seen.ts';
import type {
  AssetAmount,
  LoyaltyBlock,
  LoyaltyFrame,
  ReceiptBalance,
  ReceiptLine,
  SaleFrame,
  SaleReceipt,
} from './model.ts';

/** `parts` are the head's: what the sale earned and spent. */
export type ReceiptSource = { readonly parts: readonly EntryPart[]; readonly body: SaleBody };

export function composeSaleReceipt({ parts, body }: ReceiptSource): SaleReceipt {
  const { seen, lines: figures } = body;
  const { loyalty, ...frame } = body.receipt as SaleFrame;
  const sum = (pick: (line: LineFigures) => Minor): Minor => sumMinor(figures.map(pick));
  return {
    ...frame,
    wallMs: seen.clock.wallMs,
    businessDate: seen.clock.businessDate,
    lines: receiptLines(body),
    totals: {
      grossMinor: sum((line) => line.grossMinor),
      discountMinor: sum((line) => line.discountMinor),
      totalMinor: sum((line) => line.totalMinor),
    },
    spent: body.spent ?? null,
    tenders: body.tenders,
    changeMinor: body.changeMinor,
    taxes: body.taxes.map(({ letter, rateBps, taxMinor }) => ({ letter, rateBps, taxMinor })),
    explanation: body.explanation,
    loyalty: loyalty && loyaltyBlock(loyalty, seen, parts),
  };
}

function receiptLines({ seen, lines, taxes }: SaleBody): readonly ReceiptLine[] {
  const letterOf = new Map(taxes.map((tax) => [tax.taxId, tax.letter]));
  const figuresOf = new Map(lines.map((line) => [line.n, line]));
  return seen.lines.map((line) => {
    const figures = figuresOf.get(line.n);
    assert(figures, 'every line that was seen has its figures');
    return {
      name: line.name,
      unit: line.unit,
      quantityMilli: line.quantityMilli,
      unitPriceMinor: line.unitPriceMinor,
      discountMinor: figures.discountMinor,
      totalMinor: figures.totalMinor,
      taxLetter: letterOf.get(line.taxId) ?? '',
      cuts: figures.cuts,
      depositMinor:
        line.depositMinor === undefined
          ? minor(0)
          : lineTotalMinor({ ...line, unitPriceMinor: line.depositMinor }),
      giftOf: line.giftOf ?? null,
      giftCardId: line.giftCardId ?? null,
    };
  });
}

function loyaltyBlock(
  { balances: before, ...frame }: LoyaltyFrame,
  { member }: Seen,
  parts: readonly EntryPart[],
): LoyaltyBlock {
  assert(member, 'a receipt with a loyalty block has a member');
  const earned = ownAmounts(parts, 'EARN');
  const spent = ownAmounts(parts, 'REDEEM');
  const balances = balancesAfter(before, earned, spent);
  const ofPoints = balances.find(({ asset }) => asset === 'points');
  return {
    ...frame,
    memberId: member.id,
    earnedPoints: points(earned.find(({ asset }) => asset === 'points')?.amount ?? 0),
    availablePoints: points(ofPoints?.available ?? 0),
    pendingPoints: points(ofPoints?.pending ?? 0),
    earned,
    spent,
    balances,
    asOfMs: member.asOfMs,
  };
}

/** Of the member alone: not what goes to whoever brought them, nor to a gift card. */
function ownAmounts(parts: readonly EntryPart[], effect: Effect): readonly AssetAmount[] {
  const sums = new Map<AssetAmount['asset'], number>();
  for (const part of parts)
    if (part.effect === effect && part.to === undefined && part.cardId === undefined)
      sums.set(part.asset, (sums.get(part.asset) ?? 0) + part.amount);
  return [...sums].map(([asset, amount]) => ({ asset, amount }));
}

function balancesAfter(
  before: readonly ReceiptBalance[],
  earned: readonly AssetAmount[],
  spent: readonly AssetAmount[],
): readonly ReceiptBalance[] {
  const told = earned.filter(({ asset }) => !asset.startsWith('quest:'));
  const assets = new Set([...before, ...told].map(({ asset }) => asset));
  const amountOf = (amounts: readonly AssetAmount[], asset: AssetAmount['asset']): number =>
    amounts.find((each) => each.asset === asset)?.amount ?? 0;
  return [...assets].map((asset) => {
    const held = before.find((each) => each.asset === asset);
    return {
      asset,
      available: Math.max(0, (held?.available ?? 0) - amountOf(spent, asset)),
      pending: (held?.pending ?? 0) + amountOf(earned, asset),
    };
  });
}
