/** The system's place for secrets, as main needs it. electron/keys/safe-store.ts is the real one. */
export type KeyVault = {
  /**
   * `protected`: the system guards the key. `plainText`: everybody on this computer can read it, allowed by the
   * development switch. `none`: nothing may be kept here.
   */
  readonly protection: () => 'protected' | 'plainText' | 'none';
  readonly seal: (text: string) => Uint8Array;
  /** Throws where the bytes were not sealed by this vault. */
  readonly open: (sealed: Uint8Array) => string;
};
