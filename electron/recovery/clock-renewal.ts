/**
 * EPO-7: a clock that had jumped ahead leaves entries of a time that has not come. When the clock is right again the till
 * renews itself, at a moment in which nobody notices: no goods in the basket, nothing on its way to the printer.
 */
import type { EpochMs } from '../../shared/kernel/units.ts';
import { chainIsAhead } from '../../shared/ledger/clock.ts';
import { zCertificate } from '../../shared/protocol/enrol.ts';
import { readHqDocument } from '../keys/hq-document.ts';
import type { Session } from '../till/session.ts';
import type { TillOptions } from '../till/till-options.ts';

/** However often the clock jumps, an epoch lasts this long at least, by HQ's own time. */
export const MIN_EPOCH_MS = 60 * 60_000;

const ON_THE_WAY: ReadonlySet<string> = new Set(['queued', 'preflight', 'sending', 'blocked']);

/** Whether this epoch should end because its time lies ahead. */
export function clockRenewalIsDue(
  { desk, background, identity }: Session,
  { clock }: Pick<TillOptions, 'clock'>,
): boolean {
  const heard = background.heard();
  if (heard === null || background.link().link !== 'online') return false;
  const facts = {
    wallMs: clock.wallMs(),
    elapsedMs: clock.elapsedMs(),
    hqTimeMs: desk.journal.hqWord().timeMs,
    heard,
    chainAtMs: desk.journal.tip().atMs,
  };
  return chainIsAhead(facts) && heard.hqTimeMs - openedAtMs(identity) >= MIN_EPOCH_MS;
}

/** Nothing is in hand that a person could miss. */
export function isQuiet({ basket, spool }: Session): boolean {
  const isEmpty = (basket.load()?.lines.length ?? 0) === 0;
  return isEmpty && !spool.jobs().some(({ state }) => ON_THE_WAY.has(state));
}

/** HQ's time when it opened this epoch. */
function openedAtMs({ certificate, hqPublicKey }: Session['identity']): EpochMs {
  const read = readHqDocument(certificate, { hqPublicKey, schema: zCertificate });
  return read.ok ? read.value.issuedAtMs : (0 as EpochMs);
}
