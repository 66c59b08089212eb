import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { app } from './app.ts';

// Chromium's `basic_text` backend, which Electron uses on a desktop without a keyring: a password that
// everybody knows. It hides, it does not protect; the app has to say so and to ask for it.
const version = 'v10';
const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const iv = Buffer.alloc(16, ' ');

let plainTextAllowed = false;

export const safeStorage = {
  isEncryptionAvailable: (): boolean => app.isReady() && plainTextAllowed,
  isAsyncEncryptionAvailable: async (): Promise<boolean> => safeStorage.isEncryptionAvailable(),
  getSelectedStorageBackend: (): 'basic_text' | 'unknown' => (app.isReady() ? 'basic_text' : 'unknown'),
  setUsePlainTextEncryption(allowed: boolean): void {
    plainTextAllowed = allowed;
  },
  encryptString(text: string): Buffer {
    assertAvailable('encryptString');
    const cipher = createCipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([Buffer.from(version), cipher.update(text, 'utf8'), cipher.final()]);
  },
  decryptString(encrypted: Buffer): string {
    assertAvailable('decryptString');
    if (encrypted.subarray(0, version.length).toString() !== version) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    const text = Buffer.concat([decipher.update(encrypted.subarray(version.length)), decipher.final()]);
    return text.toString('utf8');
  },
  encryptStringAsync: async (text: string): Promise<Buffer> => safeStorage.encryptString(text),
  decryptStringAsync: async (encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> => ({
    shouldReEncrypt: false,
    result: safeStorage.decryptString(encrypted),
  }),
};

function assertAvailable(call: string): void {
  if (safeStorage.isEncryptionAvailable()) return;
  throw new Error(`Error: safeStorage.${call}: encryption is not available`);
}
