/**
 * ENR-1: asks HQ for a new epoch of a till, by a code or under the present key. The key is made here and only its public
 * half is sent; what comes back is believed only when HQ has certified that very key.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type EnrolResponse, zCertificate } from '../../shared/protocol/enrol.ts';
import { signingKey } from '../keys/ed25519.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Identity } from '../keys/identity.ts';

/** The identity that HQ's answer makes of a seed. `hqPublicKey` is what a known HQ must sign with. */
export function identityFrom(
  answer: EnrolResponse,
  asked: { readonly hqUrl: string; readonly seed: string; readonly hqPublicKey?: string },
): Result<Identity> {
  const { certificate: signed, storeKey, pinPepper } = answer;
  const hqPublicKey = asked.hqPublicKey ?? answer.hqPublicKey;
  const certificate = readHqDocument(signed, { hqPublicKey, schema: zCertificate });
  if (!certificate.ok) return certificate;
  const { till, epoch, publicKey, place } = certificate.value;
  if (publicKey !== signingKey(asked.seed).publicKey || place.till.id !== till)
    return fail(failure('HQ-RUBBISH'));
  const { hqUrl, seed } = asked;
  return ok({
    v: 1,
    till,
    epoch,
    seed,
    publicKey,
    hqUrl,
    hqPublicKey,
    certificate: signed,
    storeKey,
    pinPepper,
  });
}
