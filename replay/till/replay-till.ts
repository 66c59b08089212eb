/**
 * A till at work without its window: the same journal, engine, spool and push, reached through the same checked calls
 * that a window makes. It has no printer.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { systemTimers } from '../../electron/clock/clock.ts';
import { DISK_LIMITS } from '../../electron/disk/disk-limits.ts';
import { answerCall } from '../../electron/ipc/answer-call.ts';
import type { KeyVault } from '../../electron/keys/key-vault.ts';
import { createLog } from '../../electron/log/log.ts';
import { callHandlers } from '../../electron/till/handlers.ts';
import type { Session } from '../../electron/till/session.ts';
import { createTill } from '../../electron/till/till.ts';
import { OperatorError } from '../../server/operator-error.ts';
import type { CallRequest, CallResponses } from '../../shared/ipc/contract.ts';
import type { CallName } from '../../shared/ipc/names.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { ReplayClock } from '../replay-clock.ts';

export type ReplayTill = {
  /** Throws where the till refuses: a replay asks for nothing that a till may refuse. */
  readonly call: <Name extends CallName>(
    name: Name,
    request: CallRequest<Name>,
  ) => Promise<CallResponses[Name]>;
  readonly session: () => Session;
  readonly isEnrolled: () => boolean;
  /** Switched off and on again, as it is every night. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type ReplayTillOptions = {
  /** Of the journal, the cache and the identity. */
  readonly folder: string;
  readonly clock: ReplayClock;
  /** Faults of the till, as its log has them. */
  readonly onFault: (line: string) => void;
};

const PAGE = 'app://till/index.html';

export function openReplayTill({ folder, clock, onFault }: ReplayTillOptions): ReplayTill {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = createLog((line) => {
    if (line.includes('"cause"')) onFault(line);
  });
  const options = {
    userData: folder,
    vault: plainVault,
    clock: clock.clock,
    timers: systemTimers,
    random: (count: number) => new Uint8Array(randomBytes(count)),
    appVersion: 'replay',
    printerUrl: null,
    // Room is the operator's business here: nothing is sold on when the disk is full.
    diskLimits: { ...DISK_LIMITS, ballastBytes: 0 },
    log,
    emit: () => undefined,
  };
  let till = createTill(options);
  let handlers = callHandlers(till, options);
  return {
    call: async (name, request) => {
      const answer = (await answerCall(
        { name, senderUrl: PAGE, args: [request] },
        { handlers, log },
      )) as Result<never>;
      if (answer.ok) return answer.value;
      throw new OperatorError(`The till refuses ${name}: ${answer.failure.code}.`);
    },
    session: () => {
      const session = till.session();
      if (session.ok) return session.value;
      throw new OperatorError(`The till does not work: ${session.failure.code}.`);
    },
    isEnrolled: () => {
      const session = till.session();
      return session.ok || session.failure.code !== 'ENROL-NEEDED';
    },
    restart: async () => {
      await till.stop();
      till = createTill(options);
      handlers = callHandlers(till, options);
    },
    stop: () => till.stop(),
  };
}

/** This till sells nothing real: its key lies in the replay's folder as it is. */
const plainVault: KeyVault = {
  protection: () => 'plainText',
  seal: (text) => new TextEncoder().encode(text),
  open: (sealed) => new TextDecoder().decode(sealed),
};
