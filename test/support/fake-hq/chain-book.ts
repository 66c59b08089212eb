/**
 * The fake HQ's memory of one epoch's chain: accepts in order, by hash and signature, and numbers its log. A chain that has
 * ended, by a fork or a newer epoch, is taken entry by entry: what is out of order is kept as evidence (EPO-1).
 */
import { sha256Hex } from '../../../electron/keys/digest.ts';
import { signatureHolds } from '../../../electron/keys/ed25519.ts';
import type { EpochMs } from '../../../shared/kernel/units.ts';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { type ChainTip, linkEntry } from '../../../shared/ledger/chain.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import { bodyHashText, entryHashText } from '../../../shared/ledger/texts.ts';
import type { Ack, PushVerdict, WireEntry } from '../../../shared/protocol/push.ts';

export type Held = { readonly head: EntryHead; readonly hash: string; readonly logIndex: number };

export type ChainBook = {
  readonly held: readonly Held[];
  /** Entries outside the chain. */
  readonly evidence: readonly Held[];
  readonly take: (entries: readonly WireEntry[], hqTimeMs: EpochMs) => Ack;
  /** A newer epoch is open. */
  readonly end: () => void;
  /** Forgets everything after `seq`, as an HQ restored from a backup would. */
  readonly forgetAfter: (seq: number) => void;
};

const FIRST_LOG_INDEX = 100;
const FIRST_EVIDENCE_INDEX = 50_000;

export function chainBook(genesis: ChainTip, publicKey: string): ChainBook {
  let held: Held[] = [];
  const evidence: Held[] = [];
  let tip = genesis;
  let suspended = false;
  let ended = false;

  function keepAside(head: EntryHead, hash: string): void {
    if (!evidence.some((each) => each.hash === hash))
      evidence.push({ head, hash, logIndex: FIRST_EVIDENCE_INDEX + evidence.length });
  }

  function takeOne(wire: WireEntry): PushVerdict {
    const head = parseHead(wire.head);
    const body = parseBody(wire.body);
    if (!head.ok || !body.ok) throw new Error('the till sent an entry that its own schema refuses');
    const hash = sha256Hex(entryHashText(wire.head));
    if (!signatureHolds({ publicKey, hash, sig: wire.sig })) throw new Error('wrong signature');
    if (sha256Hex(bodyHashText(wire.body)) !== head.value.bodyHash) throw new Error('wrong body');
    const known = held[head.value.seq - 1];
    if (known?.hash === hash) return 'accepted';
    const link = linkEntry(tip, { head: head.value, hash });
    if (known || !link.ok) {
      const isGap = !known && !link.ok && link.fault === 'gap';
      if (!isGap || suspended || ended) keepAside(head.value, hash);
      return isGap ? 'gap' : 'fork';
    }
    tip = link.tip;
    held.push({ head: head.value, hash, logIndex: FIRST_LOG_INDEX + held.length });
    return 'accepted';
  }

  function take(entries: readonly WireEntry[], hqTimeMs: EpochMs): Ack {
    let verdict: PushVerdict = 'accepted';
    for (const entry of entries) {
      const taken = takeOne(entry);
      suspended ||= taken === 'fork';
      if (verdict === 'accepted' || taken === 'fork') verdict = taken;
      if (taken === 'gap' && !suspended && !ended) break;
    }
    if (suspended) verdict = 'fork';
    const ids = new Set(entries.map((entry) => (JSON.parse(entry.head) as EntryHead).id as string));
    return {
      till: tip.till,
      epoch: tip.epoch,
      verdict,
      wm: tip.seq,
      head: tip.hash,
      suspended,
      effects: [...held, ...evidence]
        .filter(({ head }) => ids.has(head.id))
        .map(({ head, logIndex }) => ({ id: head.id, logIndex })),
      quarantined: [],
      logIndex: FIRST_LOG_INDEX + held.length,
      logHash: '0'.repeat(64),
      hqTimeMs,
      hqEpoch: 1,
      epochFromLogIndex: 0,
    };
  }

  return {
    get held() {
      return held;
    },
    evidence,
    take,
    end: () => {
      ended = true;
    },
    forgetAfter: (seq) => {
      held = held.slice(0, seq);
      const last = held.at(-1);
      tip = last ? { ...tip, seq, hash: last.hash, atMs: last.head.atMs } : genesis;
    },
  };
}
