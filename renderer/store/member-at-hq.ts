/** LOD-3: while members are still being loaded, a card that is not here yet is looked for at HQ. */
import type { RxCollection } from 'rxdb';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Gate } from './gate.ts';
import type { MemberDocument } from './schemas.ts';

/** A cashier with a customer in front waits no longer. */
export const HQ_LOOK_UP_MS = 2_000;

/** `unknown`: HQ does not have this card. `silent`: HQ could not be asked, or the member cannot be kept here now. */
export type AtHq =
  | { readonly kind: 'found'; readonly row: MemberRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'silent' };

type Parts = {
  readonly bridge: PunctaBridge;
  readonly members: RxCollection<MemberDocument>;
  readonly gate: Gate;
};

/** The member is put into the view: the load, when it comes to them, brings a row that is as true. */
export async function memberAtHq({ bridge, members, gate }: Parts, cardNumber: string): Promise<AtHq> {
  if (!gate.isOpen()) return { kind: 'silent' };
  const request = { collection: 'members', checkpoint: null, limit: 1, card: cardNumber } as const;
  const answer = await inTime(bridge.call('reference.pull', request));
  if (!answer?.ok || answer.value.collection !== 'members') return { kind: 'silent' };
  const [found] = answer.value.documents;
  if (!found || found._deleted) return { kind: 'unknown' };
  const { _deleted, ...document } = found;
  await members.upsert(document);
  const { phoneHmac: _phone, phoneLast6Hmac: _last6, ...row } = document;
  return { kind: 'found', row };
}

const inTime = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([answer, new Promise<null>((resolve) => setTimeout(() => resolve(null), HQ_LOOK_UP_MS))]);
