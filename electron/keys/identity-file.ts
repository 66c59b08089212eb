/** The identity on disk: one file, sealed by the system's key store. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../files/write-durably.ts';
import { type Identity, zIdentity } from './identity.ts';
import type { KeyVault } from './key-vault.ts';

export const identityPath = (userData: string): string => join(userData, 'identity.sealed');

export type StoredIdentity =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly identity: Identity }
  /** A file is there, but this key store does not open it. */
  | { readonly kind: 'locked'; readonly cause: unknown };

export function loadIdentity(userData: string, vault: KeyVault): StoredIdentity {
  const path = identityPath(userData);
  if (!existsSync(path)) return { kind: 'none' };
  try {
    return { kind: 'found', identity: zIdentity.parse(JSON.parse(vault.open(readFileSync(path)))) };
  } catch (cause) {
    return { kind: 'locked', cause };
  }
}

export function saveIdentity(
  userData: string,
  { identity, vault }: { identity: Identity; vault: KeyVault },
): void {
  writeDurably(identityPath(userData), vault.seal(JSON.stringify(identity)));
}
