/** A member as people write one: `{ "tier": "silver", "spend": "2000.00", "visits": 12, "points": 1240 }`. */
import { z } from 'zod';
import { asId } from '../../shared/kernel/ids.ts';
import {
  MAX_ASSETS,
  MAX_EXPIRING,
  MAX_MONTHS,
  MAX_QUESTS,
  MAX_SEGMENTS,
} from '../../shared/kernel/limits.ts';
import { zBusinessDate } from '../../shared/kernel/schema.ts';
import { type EpochMs, epochMs, minor } from '../../shared/kernel/units.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { zAsset } from '../../shared/loyalty/asset-schema.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { AssetBalance, MemberRow } from '../../shared/loyalty/seen/member.ts';
import { InputError } from '../input-error.ts';
import { zMoneyText, zPointsText } from './decimal.ts';

const zCount = z.int().min(0).max(1_000_000_000);
const zShortText = z.string().min(1).max(64);

export const zMemberFile = (scale: 1 | 10 | 100) =>
  z.strictObject({
    id: zShortText.optional(),
    label: z.string().max(80).optional(),
    /** Absent: the programme's first. */
    tier: zShortText.optional(),
    spend: zMoneyText.optional(),
    visits: zCount.optional(),
    lastVisit: zBusinessDate.optional(),
    months: z
      .array(
        z.strictObject({
          month: z.string().regex(/^\d{4}-\d{2}$/),
          spend: zMoneyText.optional(),
          visits: zCount.optional(),
          points: zPointsText(scale).optional(),
        }),
      )
      .max(MAX_MONTHS)
      .optional(),
    points: zPointsText(scale).optional(),
    wallet: zMoneyText.optional(),
    /** Other assets by name: `"stamps:coffee": 3`, `"coupon:spring": 1`. */
    assets: z
      .array(z.strictObject({ asset: zAsset, amount: zCount }))
      .max(MAX_ASSETS)
      .optional(),
    expiring: z
      .array(z.strictObject({ points: zPointsText(scale), at: z.iso.date() }))
      .max(MAX_EXPIRING)
      .optional(),
    segments: z.array(zShortText).max(MAX_SEGMENTS).optional(),
    birthday: z
      .strictObject({ day: z.string().regex(/^\d{2}-\d{2}$/), knownSince: zBusinessDate })
      .optional(),
    quests: z
      .array(
        z.strictObject({
          quest: zShortText,
          progress: zCount,
          awards: zCount.optional(),
          period: zShortText.optional(),
        }),
      )
      .max(MAX_QUESTS)
      .optional(),
    uses: z
      .array(z.strictObject({ rule: zShortText, times: zCount }))
      .max(MAX_QUESTS)
      .optional(),
    referredBy: z.strictObject({ member: zShortText, referrals: zCount.optional() }).optional(),
  });

export type MemberFile = z.infer<ReturnType<typeof zMemberFile>>;

/** `atMs`: until when the row is true. */
export function rowOfMember(file: MemberFile, { tiers }: Programme, atMs: EpochMs): MemberRow {
  const tierId = tiers.find(({ id }) => id === (file.tier ?? tiers[0]?.id))?.id;
  if (tierId === undefined)
    throw new InputError(
      'unknown-tier',
      `tier: there is no level “${file.tier}”; there are ${tiers.map(({ id }) => id).join(', ')}.`,
    );
  return {
    id: asId(file.id ?? 'member'),
    cardNumber: '0',
    label: file.label ?? '',
    tierId,
    counters: counters(file),
    balances: balances(file),
    ...(file.segments === undefined ? {} : { segments: file.segments }),
    ...(file.birthday === undefined
      ? {}
      : { birthday: { monthDay: file.birthday.day, knownSince: file.birthday.knownSince } }),
    ...(file.quests === undefined ? {} : { quests: file.quests.map(questProgress) }),
    ...(file.uses === undefined
      ? {}
      : { uses: file.uses.map(({ rule, times }) => ({ ruleId: asId(rule), times })) }),
    ...(file.referredBy === undefined
      ? {}
      : {
          referredBy: {
            memberId: asId(file.referredBy.member),
            referrals: file.referredBy.referrals ?? 0,
          },
        }),
    asOf: 0,
    asOfMs: atMs,
  };
}

const questProgress = ({
  quest,
  progress,
  awards = 0,
  period,
}: NonNullable<MemberFile['quests']>[number]) => ({
  questId: quest,
  progress,
  awards,
  ...(period === undefined ? {} : { period }),
});

const counters = ({ spend, visits, lastVisit, months }: MemberFile): MemberRow['counters'] => ({
  spendMinor: spend ?? minor(0),
  visits: visits ?? 0,
  ...(lastVisit === undefined ? {} : { lastVisit }),
  ...(months === undefined
    ? {}
    : {
        months: months
          .map((each) => ({
            month: each.month,
            spendMinor: each.spend ?? minor(0),
            visits: each.visits ?? 0,
            points: each.points ?? 0,
          }))
          .sort((a, b) => (a.month < b.month ? -1 : 1)),
      }),
});

function balances({ points, wallet, assets = [], expiring = [] }: MemberFile): readonly AssetBalance[] {
  const soon = expiring.map((each) => ({
    amount: each.points,
    atMs: epochMs(Date.parse(`${each.at}T00:00:00Z`)),
  }));
  const plain = (asset: Asset, available: number, lots: AssetBalance['expiring'] = []): AssetBalance => ({
    asset,
    available,
    pending: 0,
    leased: 0,
    inReview: 0,
    expiring: lots,
  });
  return [
    plain('points', points ?? 0, soon),
    ...(wallet === undefined ? [] : [plain('wallet', wallet)]),
    ...assets.map(({ asset, amount }) => plain(asset, amount)),
  ];
}
