/** DAY_CLOSE on the wire, with the sums of the till's own chain. */

import { assert } from '../../../shared/kernel/assert.ts';
import { minor } from '../../../shared/kernel/units.ts';
import { ENTRY_KINDS, type EntryHead } from '../../../shared/ledger/entry.ts';
import type { DayCloseRequest, DayCloseResponse } from '../../../shared/protocol/day-close.ts';
import { routes } from '../../../shared/protocol/routes.ts';
import { saleTotalMinor } from '../../../shared/shift/till-state.ts';
import type { TillChain } from '../till-chain.ts';
import { signedHeaders } from './signed-call.ts';

export function dayOf(chain: TillChain, fromSeq: number, uptoSeq: number): DayCloseRequest {
  const last = chain.entries[uptoSeq - 1];
  assert(last, 'the day has entries');
  const heads = chain.entries.slice(fromSeq, uptoSeq).map(({ head }) => JSON.parse(head) as EntryHead);
  const totalsByKind = ENTRY_KINDS.flatMap((kind) => {
    const own = heads.filter((head) => head.kind === kind);
    const totalMinor = minor(own.reduce((sum, head) => sum + saleTotalMinor(head), 0));
    return own.length === 0 ? [] : [{ kind, count: own.length, totalMinor }];
  });
  return { epoch: chain.epoch, fromSeq, uptoSeq, head: last.hash, totalsByKind };
}

/** Null when HQ or the line broke off. */
export async function closeDayOverWire(
  url: string,
  chain: TillChain,
  day: DayCloseRequest,
): Promise<DayCloseResponse | null> {
  const { path, response: schema } = routes.dayClose;
  const body = JSON.stringify(day);
  try {
    const headers = signedHeaders(chain, path, body);
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(20_000),
    });
    return schema.parse(await response.json());
  } catch {
    return null;
  }
}
