import { z } from 'zod';
import type { PartnerId, RuleId } from '../../kernel/ids.ts';
import { zId, zLocalized } from '../../kernel/schema.ts';
import { zAsset } from '../asset-schema.ts';
import { zCondition } from './condition-schema.ts';
import { zGive, zRewardGive } from './give-schema.ts';
import { zSelector } from './goods-schema.ts';
import type { RuleLimits } from './limits.ts';
import type { Reward, Rule, StackGroup } from './rule.ts';
import { zAmount, zKey, zMoney, zQuantity, zShare, zSomeMoney } from './schema-parts.ts';

const times = zAmount.exactOptional();

const zRuleLimits: z.ZodType<RuleLimits> = z.strictObject({
  timesPerReceipt: times,
  timesPerMemberDay: times,
  timesPerMember: times,
  timesPerCashierDay: times,
  timesInAll: times,
  amountPerReceipt: times,
  discountPerReceiptMinor: zSomeMoney.exactOptional(),
  shareOfReceiptBps: zShare.exactOptional(),
});

/** What rules and rewards have in common. */
const parts = {
  id: zId<RuleId>(),
  name: zLocalized,
  when: zCondition.exactOptional(),
  on: zSelector.exactOptional(),
  from: z
    .strictObject({
      sumMinor: zMoney.exactOptional(),
      quantityMilli: zQuantity.exactOptional(),
      tax: z.enum(['included', 'excluded']).exactOptional(),
      on: zSelector.exactOptional(),
    })
    .exactOptional(),
  stack: z
    .strictObject({ group: zKey.exactOptional(), exclusive: z.boolean().exactOptional() })
    .exactOptional(),
  limits: zRuleLimits.exactOptional(),
  fundedBy: z.strictObject({ partnerId: zId<PartnerId>(), shareBps: zShare }).exactOptional(),
};

export const zRule: z.ZodType<Rule> = z.strictObject({
  ...parts,
  give: zGive,
  take: z.enum(['auto', 'offer']).exactOptional(),
});

export const zReward: z.ZodType<Reward> = z.strictObject({
  ...parts,
  give: zRewardGive,
  cost: z.strictObject({ asset: zAsset, amount: zAmount }),
});

export const zStackGroup: z.ZodType<StackGroup> = z.strictObject({
  id: zKey,
  combine: z.enum(['best', 'all']),
});
