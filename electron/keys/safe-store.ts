/**
 * ENR-2: Electron's safeStorage as the vault. On Linux it may silently be `basic_text`, whose password everybody knows:
 * that counts as no vault, the development switch aside.
 */
import { safeStorage } from 'electron';
import type { KeyVault } from './key-vault.ts';

/** Call after the app is ready. */
export function safeStore({ plainTextAllowed }: { plainTextAllowed: boolean }): KeyVault {
  const plain = process.platform === 'linux' && !namesKeyring(safeStorage.getSelectedStorageBackend());
  if (plain && plainTextAllowed) safeStorage.setUsePlainTextEncryption(true);
  return {
    protection: () => {
      if (!safeStorage.isEncryptionAvailable() || (plain && !plainTextAllowed)) return 'none';
      return plain ? 'plainText' : 'protected';
    },
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
}

const namesKeyring = (backend: string): boolean => backend !== 'basic_text' && backend !== 'unknown';
