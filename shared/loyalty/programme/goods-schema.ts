import { z } from 'zod';
import type { CategoryId, PartnerId, ProductId } from '../../kernel/ids.ts';
import { zId } from '../../kernel/schema.ts';
import type { GoodsSet, Selector } from './goods.ts';
import { MAX_GOODS, MAX_LISTED, zTag } from './schema-parts.ts';

export const zGoodsSet: z.ZodType<GoodsSet> = z.strictObject({
  products: z.array(zId<ProductId>()).max(MAX_GOODS).exactOptional(),
  categories: z.array(zId<CategoryId>()).max(MAX_LISTED).exactOptional(),
  tags: z.array(zTag).max(MAX_LISTED).exactOptional(),
  partners: z.array(zId<PartnerId>()).max(MAX_LISTED).exactOptional(),
  reduced: z.literal(true).exactOptional(),
});

export const zSelector: z.ZodType<Selector> = z.strictObject({
  include: zGoodsSet.exactOptional(),
  exclude: zGoodsSet.exactOptional(),
});
