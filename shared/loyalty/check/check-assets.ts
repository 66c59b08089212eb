/** What is spent must be earned somewhere, what is earned should be worth something. */
import { type Asset } from '../asset.ts';
import type { Award } from '../programme/award.ts';
import type { Programme } from '../programme/programme.ts';
import type { Reward, Rule } from '../programme/rule.ts';
import { awardsOf } from './awards-of.ts';
import { everyRule, type Placed } from './every-rule.ts';
import { nearestName } from './nearest-name.ts';
import { type Problem, problem } from './problem.ts';

export function checkAssets(programme: Programme): readonly Problem[] {
  const filled = new Set<string>(everyRule(programme).flatMap(assetsFilled));
  return [
    ...everyRule(programme).flatMap(oddAssets),
    ...(programme.rewards ?? []).flatMap(({ cost }, index) =>
      filled.has(cost.asset) || cost.asset === 'giftcard'
        ? []
        : [
            problem(
              'never-earned',
              ['rewards', index, 'cost', 'asset'],
              { name: cost.asset },
              nearestName(cost.asset, filled),
            ),
          ],
    ),
    ...uselessAssets(programme, filled),
    ...worthProblems(programme),
    ...couponProblems(programme, filled),
    ...questProblems(programme),
  ];
}

function assetsFilled(each: Placed<Rule | Reward>): readonly string[] {
  const { give } = each.value;
  const own = give.kind.startsWith('earn') ? [('asset' in give ? give.asset : undefined) ?? 'points'] : [];
  return [...own, ...awardsOf(each).flatMap(({ value }) => assetOf(value) ?? [])];
}

export function assetOf(award: Award): Asset | null {
  switch (award.kind) {
    case 'points':
      return 'points';
    case 'wallet':
      return 'wallet';
    case 'coupon':
      return `coupon:${award.couponId}`;
    case 'tickets':
      return `ticket:${award.drawId}`;
    case 'stamps':
      return `stamps:${award.cardId}`;
    case 'badge':
      return `badge:${award.badgeId}`;
    case 'gift':
      return null;
  }
}

const EARNED_BY_RATE = /^(points|wallet|(stamps|ticket|coupon):.+)$/;

const oddAssets = ({ value: { give }, path }: Placed<Rule | Reward>): readonly Problem[] =>
  'asset' in give && give.asset !== undefined && !EARNED_BY_RATE.test(give.asset)
    ? [problem('cannot-be-earned', [...path, 'give', 'asset'], { name: give.asset })]
    : [];

/** Points and stamps that nothing takes. Tickets, coupons and the wallet have their use outside the rules. */
function uselessAssets(
  { rewards = [], redemption, tierPolicy }: Programme,
  filled: ReadonlySet<string>,
): readonly Problem[] {
  const spent = new Set<string>(rewards.map(({ cost }) => cost.asset));
  const pointsServe = redemption !== undefined || tierPolicy?.measure === 'points';
  return [...filled]
    .filter((asset) => (asset === 'points' ? !pointsServe : asset.startsWith('stamps:')) && !spent.has(asset))
    .map((name) => problem('never-spent', ['rules'], { name }));
}

function worthProblems({ redemption, point }: Programme): readonly Problem[] {
  if (!redemption) return [];
  if (point.worthMinor === 0) return [problem('worth-nothing', ['point', 'worthMinor'])];
  const step = redemption.stepPoints;
  return step !== undefined && step * point.worthMinor < point.scale
    ? [problem('worth-nothing', ['redemption', 'stepPoints'])]
    : [];
}

function couponProblems(programme: Programme, filled: ReadonlySet<string>): readonly Problem[] {
  const asked = new Set(everyRule(programme).flatMap(({ value }) => value.when?.coupon ?? []));
  return (programme.coupons ?? []).flatMap(({ id, kind, code }, index) => {
    const at = ['coupons', index];
    return [
      ...(asked.has(id) ? [] : [problem('coupon-unused', at, { name: id })]),
      ...(kind === 'shared' && code === undefined ? [problem('code-missing', [...at, 'code'])] : []),
      ...(kind === 'personal' && !filled.has(`coupon:${id}`)
        ? [problem('coupon-never-given', at, { name: id })]
        : []),
    ];
  });
}

/** Two rules that count the same progress would count each purchase twice. */
function questProblems(programme: Programme): readonly Problem[] {
  const seen = new Set<string>();
  return programme.rules.flatMap(({ give }, index) => {
    if (give.kind !== 'quest') return [];
    const again = seen.has(give.questId);
    seen.add(give.questId);
    return again ? [problem('quest-twice', ['rules', index, 'give', 'questId'], { name: give.questId })] : [];
  });
}
