/** Enrolment on the wire, and the members that a till needs to sell to. */
import { request } from 'node:http';
import { signingKey } from '../../../server/crypto/ed25519.ts';
import { assert } from '../../../shared/kernel/assert.ts';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { zCertificate, zEnrolResponse } from '../../../shared/protocol/enrol.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { seedFrom, TillChain } from '../till-chain.ts';
import { demoProgramme, memberRow } from './demo-shop.ts';
import { SendingTill } from './sending-till.ts';
import { signedHeaders } from './signed-call.ts';

export type Device = {
  readonly code: string;
  /** From it comes the device's key. */
  readonly seed: string;
  /** HQ counts tries by address; any of 127.0.0.0/8 is this machine. */
  readonly address: string;
};

export const newDevice = (code: string, address: string): Device => ({
  code,
  seed: seedFrom(`device with ${code}`),
  address,
});

export type Enrolment =
  | { readonly kind: 'enrolled'; readonly till: SendingTill }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'broken' };

const LIMIT_MS = 20_000;

export async function enrolDevice(url: string, device: Device): Promise<Enrolment> {
  const { publicKey } = signingKey(device.seed);
  const answer = await postFrom(device.address, `${url}${routes.enrol.path}`, {
    till: null,
    code: device.code,
    publicKey,
  }).catch(() => null);
  if (answer === null) return { kind: 'broken' };
  if (answer.status !== 200)
    return { kind: 'refused', code: (JSON.parse(answer.text) as { code: string }).code };
  const { certificate, hqPublicKey } = zEnrolResponse.parse(JSON.parse(answer.text));
  const { till, epoch } = zCertificate.parse(JSON.parse(certificate.document));
  const chain = new TillChain({ till, epoch, seed: device.seed, programme: demoProgramme() });
  return { kind: 'enrolled', till: new SendingTill(chain, hqPublicKey) };
}

export async function someMembers(url: string, { chain }: SendingTill): Promise<readonly MemberRow[]> {
  const body = JSON.stringify({ collection: 'members', checkpoint: null, limit: 50 });
  const headers = signedHeaders(chain, routes.pull.path, body);
  const response = await fetch(`${url}${routes.pull.path}`, { method: 'POST', headers, body });
  const page = routes.pull.response.parse(await response.json());
  assert(page.collection === 'members', 'members were asked for');
  return page.documents.map(memberRow);
}

function postFrom(
  localAddress: string,
  url: string,
  body: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'puncta-protocol': String(PROTOCOL_VERSION), 'content-type': 'application/json' };
    const sent = request(url, { method: 'POST', localAddress, headers, timeout: LIMIT_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
    sent.once('timeout', () => sent.destroy(new Error('HQ does not answer an enrolment')));
    sent.once('error', reject);
    sent.end(JSON.stringify(body));
  });
}
