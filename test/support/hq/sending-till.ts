/**
 * A till on the wire that sells and sends, whatever becomes of HQ. It goes by the shipped cursor, believes an answer only
 * with HQ's signature, and notes whatever HQ once said and says otherwise later.
 */
import { readHqDocument } from '../../../electron/keys/hq-document.ts';
import { type Ack, zAck } from '../../../shared/protocol/push.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { zSignedDocument } from '../../../shared/protocol/signed.ts';
import { afterAck, nextPush, type PushCursor, unknownCursor } from '../../../shared/sync/push-cursor.ts';
import type { TillChain } from '../till-chain.ts';
import { signedHeaders } from './signed-call.ts';

export type Answer =
  | { readonly kind: 'ack'; readonly ack: Ack }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** HQ or the line broke off, or the till gave up waiting. */
  | { readonly kind: 'broken' };

export type PushChoice = {
  /** So many entries again that HQ has already. */
  readonly back?: number;
  readonly giveUpMs?: number;
};

export const TILL_GIVES_UP_MS = 15_000;
const MOST_AT_ONCE = 60;

export class SendingTill {
  readonly chain: TillChain;
  /** Ids that HQ has acknowledged, each with the log index it was given. */
  readonly acknowledged = new Map<string, number>();
  /** What HQ must never do. */
  readonly faults: string[] = [];
  readonly counts = { answers: 0, broken: 0, refused: 0, repeats: 0, longestWaitMs: 0 };
  readonly #hqPublicKey: string;
  #cursor: PushCursor = unknownCursor;

  constructor(chain: TillChain, hqPublicKey: string) {
    this.chain = chain;
    this.#hqPublicKey = hqPublicKey;
  }

  get watermark(): number {
    return this.#cursor.watermark ?? 0;
  }

  get unsent(): number {
    return this.chain.entries.length - this.watermark;
  }

  async push(url: string, { back = 0, giveUpMs = TILL_GIVES_UP_MS }: PushChoice = {}): Promise<Answer> {
    const next = nextPush(this.#cursor, this.chain.entries.length);
    const fromSeq = Math.max(1, this.watermark + 1 - back);
    const last = Math.min(fromSeq + MOST_AT_ONCE - 1, this.chain.entries.length);
    const entries = next.kind === 'ask' ? [] : this.chain.wire(fromSeq, last);
    const before = this.watermark;
    const startMs = performance.now();
    const answer = await this.#ask(url, JSON.stringify({ epoch: this.chain.epoch, entries }), giveUpMs);
    this.counts.longestWaitMs = Math.max(this.counts.longestWaitMs, performance.now() - startMs);
    if (answer.kind === 'ack') this.#keep(answer.ack, before);
    else this.counts[answer.kind] += 1;
    return answer;
  }

  async #ask(url: string, body: string, giveUpMs: number): Promise<Answer> {
    try {
      const { path } = routes.push;
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: signedHeaders(this.chain, path, body),
        body,
        signal: AbortSignal.timeout(giveUpMs),
      });
      const json: unknown = await response.json();
      if (!response.ok) {
        const { code } = json as { code?: unknown };
        return { kind: 'refused', status: response.status, code: String(code) };
      }
      const signed = zSignedDocument.parse(json);
      const read = readHqDocument(signed, { hqPublicKey: this.#hqPublicKey, schema: zAck });
      if (read.ok) return { kind: 'ack', ack: read.value };
      this.faults.push('an answer without the signature of HQ');
    } catch {
      // What came is not whole; the next answer says where HQ stands.
    }
    return { kind: 'broken' };
  }

  /** `before` was HQ's watermark when this was asked; several pushes may be under way at once. */
  #keep(ack: Ack, before: number): void {
    const { till } = this.chain;
    this.counts.answers += 1;
    if (ack.verdict !== 'accepted' || ack.suspended) this.faults.push(`${till}: ${ack.verdict}`);
    if (ack.wm < before) this.faults.push(`${till}: from ${before} back to ${ack.wm}`);
    if (ack.quarantined.length > 0) this.faults.push(`${till}: quarantined ${ack.quarantined.join()}`);
    for (const { id, logIndex } of ack.effects) {
      const known = this.acknowledged.get(id);
      if (known !== undefined) this.counts.repeats += 1;
      if (known !== undefined && known !== logIndex) this.faults.push(`${id}: ${known}, then ${logIndex}`);
      this.acknowledged.set(id, logIndex);
    }
    if (ack.wm >= this.watermark) this.#cursor = afterAck(this.#cursor, ack);
  }
}

/** Of all tills together. */
export const countOf = (tills: readonly SendingTill[], count: keyof SendingTill['counts']): number =>
  tills.reduce((sum, { counts }) => sum + counts[count], 0);
