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

/** `renewing` names the till and its HQ where only a next epoch of that till will do. */
export type EnrolCall = {
  readonly hqUrl: string;
  readonly code: string;
  readonly renewing?: Pick<Identity, 'till' | 'hqPublicKey'>;
};

/** Uses a code up at HQ; nothing here changes before the answer is believed. */
export async function askWithCode(
  { vault, log }: Pick<TillOptions, 'vault' | 'log'>,
  { hqUrl, code: typed, renewing }: EnrolCall,
): Promise<Result<Identity>> {
  if (vault.protection() === 'none') return fail(failure('ENROL-KEYRING'));
  if (!isSafeHqUrl(hqUrl)) return fail(failure('CALL-REFUSED'));
  const code = readEnrolmentCode(typed);
  if (code === null) return fail(failure('ENROL-CODE'));
  const seed = makeSeed();
  const hq = createHqClient({ hqUrl, sign: () => ({}), log });
  const { publicKey } = signingKey(seed);
  const answer = await hq.call('enrol', { till: renewing?.till ?? null, code, publicKey });
  if (!answer.ok) return answer;
  return identityFrom(answer.value, {
    hqUrl,
    seed,
    ...(renewing && { hqPublicKey: renewing.hqPublicKey }),
  });
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
