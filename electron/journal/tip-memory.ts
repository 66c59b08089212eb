/**
 * SEG-9: the newest entry, remembered outside the database. SQLite drops a write-ahead log from its first spoiled frame
 * on without a word; the till would go on from an older entry and tell HQ a second history. Two slots are written in
 * turn, without fsync: what a power cut takes of them only makes the memory older, never wrong.
 */
import { closeSync, constants, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { ChainTip } from '../../shared/ledger/chain.ts';
import { parsedJson } from '../files/parsed-json.ts';
import type { Log } from '../log/log.ts';
import { rowGuard } from './row-guard.ts';

export type RememberedTip = Pick<ChainTip, 'till' | 'epoch' | 'seq' | 'hash'>;

export type TipMemory = {
  readonly remember: (tip: RememberedTip) => void;
  readonly close: () => void;
};

const SLOT_BYTES = 512;
const OWNER_ONLY = 0o600;

/** Null where nothing readable is remembered. */
export function readTipMemory(path: string): RememberedTip | null {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    return null;
  }
  const slots = [text.slice(0, SLOT_BYTES), text.slice(SLOT_BYTES, 2 * SLOT_BYTES)].map(readSlot);
  return slots.reduce((newest, slot) => (isNewer(slot, newest) ? slot : newest), null);
}

export function openTipMemory(path: string, log: Log): TipMemory {
  let file: number | null = null;
  let slot = 0;
  const attempt = (act: (file: number) => void): void => {
    try {
      file ??= openSync(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY);
      act(file);
    } catch (cause) {
      // The entry is durable already: a memory that cannot be kept costs only the memory.
      log.error('journal.tip', cause);
    }
  };
  return {
    remember: (tip) =>
      attempt((into) => {
        writeSync(into, slotText(tip), slot * SLOT_BYTES, 'latin1');
        slot = 1 - slot;
      }),
    close: () =>
      attempt((open) => {
        file = null;
        fdatasyncSync(open);
        closeSync(open);
      }),
  };
}

function slotText({ till, epoch, seq, hash }: RememberedTip): string {
  const text = JSON.stringify({ till, epoch, seq, hash });
  return `${rowGuard(text)} ${text}`.padEnd(SLOT_BYTES - 1).concat('\n');
}

function readSlot(slot: string): RememberedTip | null {
  const [guard, text = ''] = slot.trimEnd().split(' ', 2);
  return guard === rowGuard(text) ? (parsedJson(text) as RememberedTip) : null;
}

const isNewer = (one: RememberedTip | null, other: RememberedTip | null): boolean =>
  one !== null &&
  (other === null || one.epoch > other.epoch || (one.epoch === other.epoch && one.seq > other.seq));
