import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysFrom } from '../../../server/keys/key-file.ts';
import { seedFrom } from '../till-chain.ts';

const file = {
  version: 1,
  signingSeed: seedFrom('hq'),
  memberKeyEncryptionKey: seedFrom('member keys'),
  storeRoot: seedFrom('stores'),
} as const;

/** HQ's secrets in tests: the same in every run. */
export const testKeys = () => keysFrom(file);

/** The same for a HQ process, in its folder. */
export const writeTestKeys = (folder: string): void =>
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(file), { mode: 0o600 });

/** Makes the demo shop's PINs the same in every run. */
export const DEMO_SEED = 7;
