import { z } from 'zod';
import { type Asset, isAsset } from './asset.ts';

export const zAsset: z.ZodType<Asset> = z.string().refine(isAsset, { params: { problem: 'asset' } });
