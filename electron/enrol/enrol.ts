/**
 * ENR-1, ENR-2: turns this device into a till. The journal's file is made before the identity is kept, so an identity
 * without its journal always means that one was lost.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, type Result } from '../../shared/kernel/result.ts';
import { isSafeHqUrl } from '../hq/hq-address.ts';
import { createHqClient } from '../hq/hq-client.ts';
import { journalPath, makeJournalFile } from '../journal/open-journal.ts';
import { makeSeed, signingKey } from '../keys/ed25519.ts';
import type { Identity } from '../keys/identity.ts';
import { saveIdentity } from '../keys/identity-file.ts';
import { besideSchema } from '../recovery/beside-schema.ts';
import type { TillOptions } from '../till/till-options.ts';
import { identityFrom } from './new-epoch.ts';
import { readEnrolmentCode } from './read-code.ts';
import { setAside } from './set-aside.ts';

/** `hqPublicKey` is named where only one HQ will do. */
export type EnrolCall = { readonly hqUrl: string; readonly code: string; readonly hqPublicKey?: string };

/** Uses a code up at HQ; nothing here changes before the answer is believed. */
export async function askWithCode(
  { vault, log }: Pick<TillOptions, 'vault' | 'log'>,
  { hqUrl, code: typed, hqPublicKey }: EnrolCall,
): Promise<Result<Identity>> {
  if (vault.protection() === 'none') return fail(failure('ENROL-KEYRING'));
  if (!isSafeHqUrl(hqUrl)) return fail(failure('CALL-REFUSED'));
  const code = readEnrolmentCode(typed);
  if (code === null) return fail(failure('ENROL-CODE'));
  const seed = makeSeed();
  const hq = createHqClient({ hqUrl, sign: () => ({}), log });
  const answer = await hq.call('enrol', { code, publicKey: signingKey(seed).publicKey });
  return answer.ok
    ? identityFrom(answer.value, { hqUrl, seed, ...(hqPublicKey && { hqPublicKey }) })
    : answer;
}

/** A device that was no till before. */
export async function enrol(options: TillOptions, call: EnrolCall): Promise<Result<Identity>> {
  const identity = await askWithCode(options, call);
  if (identity.ok) keep(options, identity.value);
  return identity;
}

function keep({ userData, vault, clock }: TillOptions, identity: Identity): void {
  setAside(userData, clock.wallMs());
  makeJournalFile({ path: journalPath(userData), owner: identity, moreSchemaSql: besideSchema });
  saveIdentity(userData, { identity, vault });
}
