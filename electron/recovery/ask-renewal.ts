/**
 * EPO-3, EPO-6: gets the next epoch of this till from the HQ that it knows. What HQ grants is written down before anything
 * else happens: from then on the renewal will be completed, whatever comes between.
 */
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { askWithCode } from '../enrol/enrol.ts';
import { identityFrom } from '../enrol/new-epoch.ts';
import type { HqClient } from '../hq/hq-client.ts';
import { makeSeed, signingKey } from '../keys/ed25519.ts';
import type { Identity } from '../keys/identity.ts';
import type { TillOptions } from '../till/till-options.ts';
import { type GrantedRenewal, isAskedFor, type RenewalFile, type RenewalReason } from './pending-renewal.ts';

type Parts = {
  readonly options: Pick<TillOptions, 'vault' | 'log' | 'clock'>;
  readonly file: RenewalFile;
  readonly old: Identity;
};

/** A code for another till changes nothing, here or at HQ (ENROL-OTHER-TILL). */
export async function renewByCode(
  { options, file, old }: Parts,
  { code, reason }: { readonly code: string; readonly reason: RenewalReason },
): Promise<Result<GrantedRenewal>> {
  const identity = await askWithCode(options, { hqUrl: old.hqUrl, code, renewing: old });
  if (!identity.ok) return identity;
  if (identity.value.till !== old.till || identity.value.epoch <= old.epoch)
    return fail(failure('HQ-RUBBISH'));
  return ok(grant({ options, file, old }, { identity: identity.value, reason, keepsCashier: false }));
}

/** The same key is asked with until HQ has answered for it, over a restart too. */
export async function renewByItself(
  { options, file, old }: Parts,
  hq: Pick<HqClient, 'call'>,
): Promise<Result<GrantedRenewal>> {
  const kept = file.read();
  const seed = isAskedFor(kept, old.epoch) ? kept.seed : makeSeed();
  file.write({ v: 1, kind: 'asked', epoch: old.epoch, seed });
  const request = { epoch: old.epoch, publicKey: signingKey(seed).publicKey };
  const answer = await hq.call('renew', request);
  if (!answer.ok) return answer;
  const { hqUrl, hqPublicKey } = old;
  const identity = identityFrom(answer.value, { hqUrl, seed, hqPublicKey });
  if (!identity.ok) return identity;
  if (identity.value.till !== old.till || identity.value.epoch !== old.epoch + 1)
    return fail(failure('HQ-RUBBISH'));
  return ok(grant({ options, file, old }, { identity: identity.value, reason: 'clock', keepsCashier: true }));
}

function grant(
  { options, file }: Parts,
  facts: Pick<GrantedRenewal, 'identity' | 'reason' | 'keepsCashier'>,
): GrantedRenewal {
  const granted = {
    v: 1,
    kind: 'granted',
    asideFolder: `set-aside-${options.clock.wallMs()}`,
    ...facts,
  } as const;
  file.write(granted);
  return granted;
}
