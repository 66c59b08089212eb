/** The next epoch of a till: asked again it is the same one. A suspended or revoked device gets none without a code. */
import type { TillId } from '../../shared/kernel/ids.ts';
import type { Sim } from '../sim.ts';
import { type HqState, openChain } from './hq-state.ts';

export type RenewalAnswer = { readonly epoch: number };
export type RenewalRequest = { readonly till: TillId; readonly epoch: number; readonly withCode: boolean };

export function answerRenewal(
  sim: Sim,
  hq: HqState,
  { till, epoch, withCode }: RenewalRequest,
): RenewalAnswer | null {
  const known = hq.tills.get(till);
  if (!known) return null;
  if (known.epoch > epoch) return { epoch: known.epoch };
  const isSound = known.chains.get(epoch)?.suspended === false && known.revokedAtMs === null && !known.dead;
  if (!isSound && !withCode) return { epoch };
  if (withCode) {
    // With the disk may have gone what older epochs still had to say.
    for (const chain of known.chains.values()) chain.givenUp = true;
    known.revokedAtMs = null;
    known.dead = false;
  }
  known.epoch = epoch + 1;
  known.chains.set(known.epoch, openChain(till, known.epoch));
  sim.trace.note(`hq.epoch ${till}`, known.epoch);
  return { epoch: known.epoch };
}
