/** HQ for a replay: the real one, in the time of the receipts, listening on this computer only. */
import { join } from 'node:path';
import { buildApp } from '../../server/app/build-app.ts';
import { openHq } from '../../server/app/open-hq.ts';
import { makeEnrolmentCode } from '../../server/enrol/enrolment-code.ts';
import type { Hq } from '../../server/hq.ts';
import { OperatorError } from '../../server/operator-error.ts';
import { assert } from '../../shared/kernel/assert.ts';
import type { ReplayClock } from '../replay-clock.ts';
import { givePin, loadShop } from './load-shop.ts';
import { replayStore, TILL_NAME } from './place.ts';
import type { Survey } from './survey.ts';
import { type RequestTime, watchRequests } from './watch-requests.ts';

export type OpenShop = {
  readonly hq: Hq;
  readonly url: string;
  /** The cashier's PIN, for this run. */
  readonly pin: string;
  readonly enrolmentCode: () => Promise<string>;
  /** Answered so far, by route. */
  readonly requests: () => ReadonlyMap<string, RequestTime>;
  readonly close: () => Promise<void>;
};

export type ShopOptions = {
  readonly folder: string;
  readonly databaseUrl: string | null;
  readonly allowNoFsync: boolean;
  readonly clock: ReplayClock;
  readonly survey: Survey;
  /** The till knows HQ by the port of the first run; 0 for any free one. */
  readonly port: number;
  readonly say: (line: string) => void;
};

export async function openShop(options: ShopOptions): Promise<OpenShop> {
  const { folder, databaseUrl, allowNoFsync, clock, survey, port, say } = options;
  const opened = await openHq({
    folder: join(folder, 'hq'),
    allowNoFsync,
    say,
    ...(databaseUrl !== null && { databaseUrl }),
  });
  const hq: Hq = { ...opened.hq, nowMs: clock.nowMs };
  const app = buildApp(hq, { log: { level: 'error', stream: process.stderr } });
  const requests = watchRequests(app);
  const close = async (): Promise<void> => {
    await app.close();
    await opened.close();
  };
  try {
    await loadShop(hq, survey);
    const pin = await givePin(hq);
    const url = await app.listen({ port, host: '127.0.0.1' });
    return { hq, url, pin, enrolmentCode: () => enrolmentCode(hq), requests, close };
  } catch (cause) {
    await close();
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw isTaken
      ? new OperatorError(`Port ${port} is taken, where this replay's till looks for HQ.`)
      : cause;
  }
}

async function enrolmentCode(hq: Hq): Promise<string> {
  const made = await makeEnrolmentCode(hq, { store: replayStore.id, tillName: TILL_NAME });
  assert(made, 'the store was loaded');
  return made.code;
}
