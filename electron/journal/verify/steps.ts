import type { ChainDamage } from '../verify-chain.ts';

/** Work in small steps, each a moment of main's time; what it gives in the end is the damage that it found. */
export type Steps = Generator<void, ChainDamage | null>;
