/** A till on the wire: enrols at a HQ process, sends its chain, and remembers what HQ has acknowledged. */
import { zEnrolResponse } from '../../../shared/protocol/enrol.ts';
import { type Ack, zAck } from '../../../shared/protocol/push.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import type { TillChain } from '../till-chain.ts';
import { signedHeaders } from './signed-call.ts';

export async function enrolOverWire(url: string, code: string, till: TillChain): Promise<void> {
  const response = await fetch(`${url}${routes.enrol.path}`, {
    method: 'POST',
    headers: { 'puncta-protocol': String(PROTOCOL_VERSION), 'content-type': 'application/json' },
    body: JSON.stringify({ till: null, code, publicKey: till.key.publicKey }),
  });
  zEnrolResponse.parse(await response.json());
}

/** Entries from `fromSeq` on, at most so many. Throws when HQ, or the line to it, breaks off before the answer. */
export async function pushOverWire(
  url: string,
  till: TillChain,
  { fromSeq, count }: { readonly fromSeq: number; readonly count: number },
): Promise<Ack> {
  const body = JSON.stringify({ epoch: till.epoch, entries: till.wire(fromSeq, fromSeq + count - 1) });
  const headers = signedHeaders(till, routes.push.path, body);
  const response = await fetch(`${url}${routes.push.path}`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`HQ answers ${response.status}: ${await response.text()}`);
  const { document } = (await response.json()) as { document: string };
  return zAck.parse(JSON.parse(document));
}
