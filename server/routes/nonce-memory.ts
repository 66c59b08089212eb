/** Remembers nonces in the order of arrival and forgets the oldest: a replay is refused as long as it is remembered. */
export const MAX_NONCES = 100_000;

export type NonceMemory = {
  /** False when the nonce was taken before. */
  readonly take: (nonce: string) => boolean;
};

export function nonceMemory(max = MAX_NONCES): NonceMemory {
  const taken = new Set<string>();
  return {
    take: (nonce) => {
      if (taken.has(nonce)) return false;
      taken.add(nonce);
      for (const oldest of taken) {
        if (taken.size <= max) break;
        taken.delete(oldest);
      }
      return true;
    },
  };
}
