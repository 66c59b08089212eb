/** What a fake HQ knows: a place, a programme and two cashiers with readable PINs. */
import { argon2id } from 'hash-wasm';
import { hmacHex } from '../../../electron/keys/digest.ts';
import { type SigningKey, signingKey } from '../../../electron/keys/ed25519.ts';
import { documentHash } from '../../../electron/keys/hq-document.ts';
import type { Place } from '../../../shared/catalog/place.ts';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import type { SignedDocument } from '../../../shared/protocol/signed.ts';
import type { StaffSecret } from '../../../shared/protocol/sync.ts';
import { TAX_A } from '../builders/basket.ts';

export const HQ_KEY: SigningKey = signingKey('aa'.repeat(32));
export const STORE_KEY = 'bb'.repeat(32);
export const PIN_PEPPER = 'cc'.repeat(32);
export const ANA = { id: 'c-ana', pin: '112233' } as const;
export const ION = { id: 'c-ion', pin: '445566' } as const;

export const place = (changes: Partial<Place['store']> = {}): Place => ({
  company: { id: asId('mercur'), name: 'Mercur Market SRL', taxNumber: '1012600034567' },
  store: {
    id: asId('s-1'),
    companyId: asId('mercur'),
    name: 'Centru',
    address: 'bd. Ștefan cel Mare 64',
    currency: { code: 'MDL', exponent: 2 },
    timeZone: 'Europe/Chisinau',
    receiptLanguage: 'ro',
    phoneCountryCode: '373',
    taxes: [TAX_A],
    syncPolicy: { kind: 'continuous' },
    ...changes,
  },
  till: { id: asId('t-1'), name: 'Casa 1' },
});

export function signed(value: unknown, key: SigningKey = HQ_KEY): SignedDocument {
  const document = canonicalText(value);
  return { document, sig: key.signHash(documentHash(document)) };
}

let staff: Promise<readonly StaffSecret[]> | null = null;

/** Hashed once per test file, with a small memory cost: the shape is HQ's, the cost is not under test. */
export function demoStaff(): Promise<readonly StaffSecret[]> {
  staff ??= Promise.all([
    staffMember({ ...ANA, name: 'Ana Rusu', role: 'manager', language: 'ro' }),
    staffMember({ ...ION, name: 'Ion Petrov', role: 'cashier', language: 'ru' }),
  ]);
  return staff;
}

type Person = Pick<StaffSecret, 'name' | 'role' | 'language'> & { id: string; pin: string };

async function staffMember({ id, pin, name, role, language }: Person): Promise<StaffSecret> {
  const pinHash = await argon2id({
    password: hmacHex(PIN_PEPPER, `${id}:${pin}`),
    salt: new Uint8Array(16).fill(7),
    parallelism: 1,
    iterations: 1,
    memorySize: 64,
    hashLength: 32,
    outputType: 'encoded',
  });
  return { id: asId(id), name, role, language, pinHash, active: true };
}
