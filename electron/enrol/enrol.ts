/**
 * ENR-1, ENR-2: turns this device into a till. The key is made here and only its public half is sent. The journal's file
 * is made before the identity is kept, so an identity without its journal always means that one was lost.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type Certificate, type EnrolResponse, zCertificate } from '../../shared/protocol/enrol.ts';
import { isSafeHqUrl } from '../hq/hq-address.ts';
import { createHqClient } from '../hq/hq-client.ts';
import { journalPath, makeJournalFile } from '../journal/open-journal.ts';
import { makeSeed, signingKey } from '../keys/ed25519.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Identity } from '../keys/identity.ts';
import { saveIdentity } from '../keys/identity-file.ts';
import { spoolSchema } from '../printer/spool-schema.ts';
import type { TillOptions } from '../till/till-options.ts';
import { readEnrolmentCode } from './read-code.ts';
import { setAside } from './set-aside.ts';

export type EnrolCall = { readonly hqUrl: string; readonly code: string };

export async function enrol(options: TillOptions, call: EnrolCall): Promise<Result<Identity>> {
  if (options.vault.protection() === 'none') return fail(failure('ENROL-KEYRING'));
  if (!isSafeHqUrl(call.hqUrl)) return fail(failure('CALL-REFUSED'));
  const code = readEnrolmentCode(call.code);
  if (code === null) return fail(failure('ENROL-CODE'));
  const seed = makeSeed();
  const { publicKey } = signingKey(seed);
  const hq = createHqClient({ hqUrl: call.hqUrl, sign: () => ({}), log: options.log });
  const answer = await hq.call('enrol', { code, publicKey });
  if (!answer.ok) return answer;
  const certificate = readHqDocument(answer.value.certificate, {
    hqPublicKey: answer.value.hqPublicKey,
    schema: zCertificate,
  });
  if (!certificate.ok) return certificate;
  if (!fits(certificate.value, publicKey)) return fail(failure('HQ-RUBBISH'));
  const identity = identityOf(answer.value, { hqUrl: call.hqUrl, seed, certificate: certificate.value });
  keep(options, identity);
  return ok(identity);
}

const fits = ({ publicKey, till, place }: Certificate, ours: string): boolean =>
  publicKey === ours && place.till.id === till;

function identityOf(
  { certificate: signed, hqPublicKey, storeKey, pinPepper }: EnrolResponse,
  { hqUrl, seed, certificate }: { hqUrl: string; seed: string; certificate: Certificate },
): Identity {
  const { till, epoch, publicKey } = certificate;
  return { v: 1, till, epoch, seed, publicKey, hqUrl, hqPublicKey, certificate: signed, storeKey, pinPepper };
}

function keep({ userData, vault, clock }: TillOptions, identity: Identity): void {
  setAside(userData, clock.wallMs());
  makeJournalFile({ path: journalPath(userData), owner: identity, moreSchemaSql: spoolSchema });
  saveIdentity(userData, { identity, vault });
}
