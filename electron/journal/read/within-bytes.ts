import { MAX_PUSH_BYTES } from '../../../shared/kernel/limits.ts';
import type { WireEntry } from '../../../shared/protocol/push.ts';

/** What stands around the entries in a request. */
const FRAME_BYTES = 1_024;

/** As many as fit into one request, but always one if there is one. */
export function withinBytes(entries: Iterable<WireEntry>): readonly WireEntry[] {
  const taken: WireEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (taken.length > 0 && bytes > MAX_PUSH_BYTES - FRAME_BYTES) break;
    taken.push(entry);
  }
  return taken;
}
