/** Cases of the kind `redeem`: so many points asked for on one receipt. */
import { bps, minor, points } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { PointDefinition } from '../../../shared/loyalty/programme/programme.ts';
import { Differences } from '../differences.ts';
import type { RedeemCase } from '../format/case-schema.ts';
import { balanceOf, emptySeen, plainLine, plainMember, plainProgramme } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';

export function runRedeem(each: RedeemCase): readonly string[] {
  const { convert_points: step, min_points: least, max_percent_of_order: share } = each.programme;
  const programme = compileProgramme(
    plainProgramme({
      point: worthOf(each.programme),
      redemption: {
        as: 'discount',
        shareOfReceiptBps: bps((share ?? 100) * 100),
        ...(least === undefined ? {} : { minimumPoints: points(least) }),
        stepPoints: points(step),
      },
    }),
  );
  const outcome = compute(programme, {
    ...emptySeen(),
    lines: [plainLine({ n: 1, sku: 'goods', unitPriceMinor: minor(each.order_total_minor) })],
    member: plainMember({ balances: [balanceOf('points', each.balance)] }),
    payment: { points: points(each.requested) },
  });
  const differences = new Differences();
  if (each.expect.points !== undefined)
    differences.figure('points', each.expect.points, outcome.redemption.points);
  if (each.expect.amount_minor !== undefined)
    differences.figure('amount', each.expect.amount_minor, outcome.redemption.pointsMinor);
  return differences.found;
}

/** The case's point is our smallest fraction: a scale at which what a whole point is worth is a whole sum. */
export const scaleOf = ({ convert_points: per, convert_minor: sum }: RedeemCase['programme']) =>
  ([1, 10, 100] as const).find((each) => (sum * each) % per === 0);

function worthOf(programme: RedeemCase['programme']): PointDefinition {
  const { convert_points: per, convert_minor: sum } = programme;
  const scale = scaleOf(programme);
  if (scale === undefined) throw new Untranslatable(`no whole worth: ${sum} for ${per}`);
  return { scale, worthMinor: minor((sum * scale) / per) };
}
