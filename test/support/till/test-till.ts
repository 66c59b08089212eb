/** A whole till without Electron: real journal, real spool, real calls; only the system's key store is simple. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { DISK_LIMITS, type DiskLimits } from '../../../electron/disk/disk-limits.ts';
import { answerCall } from '../../../electron/ipc/answer-call.ts';
import type { KeyVault } from '../../../electron/keys/key-vault.ts';
import { createLog } from '../../../electron/log/log.ts';
import { callHandlers } from '../../../electron/till/handlers.ts';
import type { Session } from '../../../electron/till/session.ts';
import { createTill, type Till } from '../../../electron/till/till.ts';
import type { CallRequest, CallResponses, EventPayloads } from '../../../shared/ipc/contract.ts';
import type { CallName, EventName } from '../../../shared/ipc/names.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { ANA } from '../fake-hq/documents.ts';
import { CODE, type FakeHq } from '../fake-hq/fake-hq.ts';
import { type ManualTime, manualTime } from './manual-time.ts';
import { tempFolder } from './temp-folder.ts';

export const PAGE = 'app://till/index.html';

export type TestTill = {
  readonly till: Till;
  readonly time: ManualTime;
  readonly userData: string;
  readonly call: <Name extends CallName>(
    name: Name,
    request: CallRequest<Name>,
  ) => Promise<Result<CallResponses[Name]>>;
  /** As `call`, for calls that must succeed. */
  readonly done: <Name extends CallName>(
    name: Name,
    request: CallRequest<Name>,
  ) => Promise<CallResponses[Name]>;
  readonly session: () => Session;
  readonly events: { readonly name: EventName; readonly payload: EventPayloads[EventName] }[];
  readonly logged: string[];
  /** Ends this till and opens another one on the same folder. */
  readonly restart: (changes?: TestTillOptions) => Promise<TestTill>;
};

export type TestTillOptions = {
  readonly userData?: string;
  readonly time?: ManualTime;
  readonly vault?: KeyVault;
  readonly printerUrl?: string;
  readonly diskLimits?: DiskLimits;
};

/** No till of a test lays a ballast down unless the test is about it. */
const WITHOUT_BALLAST: DiskLimits = { ...DISK_LIMITS, lowBytes: 0, criticalBytes: 0, ballastBytes: 0 };

/** Keeps text readable, behind a mark: a file of another vault does not open. */
export const testVault = (
  protection: 'protected' | 'plainText' | 'none' = 'protected',
  mark = 'sealed:',
): KeyVault => ({
  protection: () => protection,
  seal: (text) => new TextEncoder().encode(mark + text),
  open: (sealed) => {
    const text = new TextDecoder().decode(sealed);
    if (protection === 'none' || !text.startsWith(mark)) throw new Error('this vault did not seal it');
    return text.slice(mark.length);
  },
});

export function testTill(options: TestTillOptions = {}): TestTill {
  const { userData = tempFolder(), time = manualTime(), vault = testVault(), printerUrl = null } = options;
  const { diskLimits = WITHOUT_BALLAST } = options;
  const events: TestTill['events'] = [];
  const logged: string[] = [];
  const log = createLog((line) => logged.push(line));
  const tillOptions = {
    userData,
    vault,
    clock: time.clock,
    timers: time.timers,
    random: (count: number) => new Uint8Array(randomBytes(count)),
    appVersion: '1.2.3',
    printerUrl,
    diskLimits,
    log,
    emit: (name: EventName, payload: EventPayloads[EventName]) => void events.push({ name, payload }),
  };
  const till = createTill(tillOptions);
  const handlers = callHandlers(till, tillOptions);
  onTestFinished(till.stop);
  const call: TestTill['call'] = async (name, request) =>
    (await answerCall({ name, senderUrl: PAGE, args: [request] }, { handlers, log })) as never;
  return {
    till,
    time,
    userData,
    call,
    done: async (name, request) => {
      const answer = await call(name, request);
      if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}\n${logged.join('\n')}`);
      return answer.value;
    },
    session: () => {
      const session = till.session();
      if (!session.ok) throw new Error(session.failure.code);
      return session.value;
    },
    events,
    logged,
    restart: async (changes = {}) => {
      await till.stop();
      return testTill({
        userData,
        time,
        vault,
        diskLimits,
        ...(printerUrl === null ? {} : { printerUrl }),
        ...changes,
      });
    },
  };
}

export async function enrolledTill(hq: FakeHq, options: TestTillOptions = {}): Promise<TestTill> {
  const made = testTill(options);
  await made.done('till.enrol', { hqUrl: hq.url, code: CODE });
  return made;
}

/** Enrolled, signed in, with an open shift. */
export async function sellingTill(hq: FakeHq, options: TestTillOptions = {}): Promise<TestTill> {
  const made = await enrolledTill(hq, options);
  await openForSelling(made);
  return made;
}

export async function openForSelling(made: TestTill): Promise<void> {
  await made.done('cashier.signIn', { cashierId: ANA.id, pin: ANA.pin } as CallRequest<'cashier.signIn'>);
  await made.done('shift.open', { floatMinor: 50_000 } as CallRequest<'shift.open'>);
}
