import { keysFrom } from '../../../server/keys/key-file.ts';
import { seedFrom } from '../till-chain.ts';

/** HQ's secrets in tests: the same in every run. */
export const testKeys = () =>
  keysFrom({
    version: 1,
    signingSeed: seedFrom('hq'),
    memberKeyEncryptionKey: seedFrom('member keys'),
    storeRoot: seedFrom('stores'),
  });

/** Makes the demo shop's PINs the same in every run. */
export const DEMO_SEED = 7;
