/**
 * One shop, tills that never stop, and one HQ process after the other that dies where it was told to. The next one
 * is started while its predecessor still serves. What a kill broke off is done again on a process that is not to die.
 */
import { assert } from '../../../shared/kernel/assert.ts';
import {
  DAY_CLOSE_POINTS,
  type DayClosePoint,
  dyingAt,
  ENROL_POINTS,
  type EnrolPoint,
  type Point,
} from '../faulty-hq/points.ts';
import { closeDayOverWire, dayOf } from './day-close.ts';
import { startFleet } from './fleet.ts';
import type { ServingHq } from './hq-process.ts';
import type { OwnCluster } from './own-cluster.ts';
import { countOf, type SendingTill } from './sending-till.ts';
import type { ShopProcesses } from './shop-processes.ts';
import { type Device, enrolDevice, newDevice, someMembers } from './wire-enrol.ts';
import { until, within } from './within.ts';

export type Kill =
  | { readonly kind: 'hq'; readonly point: Point; readonly nth: number }
  /** The database's server is killed; HQ goes on, or dies with it. */
  | { readonly kind: 'database'; readonly withHq: boolean };

export type CampaignOptions = {
  readonly shop: ShopProcesses;
  readonly kills: readonly Kill[];
  readonly tills: number;
  readonly seed: number;
  readonly restMs?: number;
  /** Needed where the plan kills it. */
  readonly cluster?: OwnCluster;
};

export type Campaign = {
  /** Every till that was ever enrolled. */
  readonly tills: readonly SendingTill[];
  readonly stuck: number;
  /** What did not go as it must, in words. */
  readonly surprises: readonly string[];
};

const DEATH_LIMIT_MS = 60_000;
const FINISH_LIMIT_MS = 60_000;
const ANSWERS_BEFORE = 12;

export async function killCampaign(options: CampaignOptions): Promise<Campaign> {
  const { shop, kills, seed, restMs = 0 } = options;
  const surprises: string[] = [];
  let serving = await shop.serve();
  const tills = await enrolTills(shop, serving.url, options.tills);
  const [first] = tills;
  assert(first, 'a campaign has tills');
  const members = await someMembers(serving.url, first);
  const counter = { address: 1, closedSeq: 0 };
  const all = [...tills];
  const fleet = startFleet({ tills, members, seed, restMs, line: () => serving.url });
  let armed: Promise<ServingHq> | null = null;
  for (const [index, kill] of kills.entries()) {
    const plain = serving;
    serving = await (armed ?? start(kill));
    plain.signal('SIGKILL');
    // The next one is started while this one serves; but after a kill of the database, only once that is back.
    const following = kills[index + 1];
    const successor = kill.kind === 'database' ? null : start(isMended(kill) ? undefined : following);
    const mend = await strike(kill);
    if (kill.kind === 'hq') {
      const code = await within(DEATH_LIMIT_MS, `HQ dies at ${kill.point}`, serving.ended);
      if (code !== 128) surprises.push(`HQ ended with ${code} instead of dying at ${kill.point}`);
    }
    if (successor && !isMended(kill)) {
      armed = successor;
      continue;
    }
    serving = await (successor ?? start());
    await mend?.(serving.url);
    armed = null;
  }
  if (armed) serving = await armed;
  const { stuck } = await fleet.finish(FINISH_LIMIT_MS);
  surprises.push(...all.flatMap(({ faults }) => faults));
  return { tills: all, stuck, surprises };

  function start(kill?: Kill): Promise<ServingHq> {
    const hq = shop.serve(kill?.kind === 'hq' ? dyingAt(kill.point, kill.nth) : process.env);
    hq.catch(() => undefined);
    return hq;
  }

  /** Does what the kill is about; what it gives back goes on with the next process. */
  async function strike(kill: Kill): Promise<((url: string) => Promise<void>) | null> {
    if (kill.kind === 'database') return killDatabase(kill.withHq);
    if (isOneOf(ENROL_POINTS, kill.point)) return enrolAcross(kill.point);
    return isOneOf(DAY_CLOSE_POINTS, kill.point) ? closeDayAcross(kill.point) : null;
  }

  async function killDatabase(withHq: boolean): Promise<null> {
    const { cluster } = options;
    assert(cluster, 'the plan kills a cluster of its own');
    await answers(tills, ANSWERS_BEFORE);
    if (withHq) serving.signal('SIGKILL');
    cluster.kill();
    await cluster.start();
    if (withHq) return null;
    // The same process goes on with the database that came back.
    await answers(tills, ANSWERS_BEFORE);
    serving.signal('SIGKILL');
    return null;
  }

  /** ENR-1: a code whose answer was lost is gone; another one for the same till makes the next epoch. */
  async function enrolAcross(point: EnrolPoint): Promise<(url: string) => Promise<void>> {
    const name = `Casa ${100 + counter.address}`;
    counter.address += 1;
    const address = `127.0.1.${counter.address}`;
    const device = newDevice(await shop.enrolmentCode(name), address);
    const broken = await enrolDevice(serving.url, device);
    if (broken.kind !== 'broken') surprises.push(`${point}: HQ answered an enrolment that killed it`);
    return async (url) => {
      const again = await enrolDevice(url, device);
      if (point !== 'enrol-committed') return takeOn(url, again, 1);
      if (again.kind !== 'refused' || again.code !== 'CODE_INVALID')
        surprises.push(`${point}: a used code was ${again.kind}`);
      const other: Device = newDevice(await shop.enrolmentCode(name), address);
      return takeOn(url, await enrolDevice(url, other), 2);
    };
  }

  async function takeOn(
    url: string,
    enrolment: Awaited<ReturnType<typeof enrolDevice>>,
    epoch: number,
  ): Promise<void> {
    if (enrolment.kind !== 'enrolled') return void surprises.push(`an enrolment was ${enrolment.kind}`);
    const { till } = enrolment;
    if (till.chain.epoch !== epoch) surprises.push(`epoch ${till.chain.epoch} instead of ${epoch}`);
    till.chain.tick();
    all.push(till);
    await till.push(url);
    await till.push(url);
    if (till.unsent > 0) surprises.push(`${till.chain.till} could not send after its enrolment`);
  }

  async function closeDayAcross(point: DayClosePoint): Promise<(url: string) => Promise<void>> {
    await answers(tills, ANSWERS_BEFORE);
    const { chain, watermark } = first as SendingTill;
    const day = dayOf(chain, counter.closedSeq, watermark);
    counter.closedSeq = watermark;
    const lost = await closeDayOverWire(serving.url, chain, day);
    if (lost !== null) surprises.push(`${point}: HQ answered a day's close that killed it`);
    return async (url) => {
      const answer = await closeDayOverWire(url, chain, day);
      if (!answer?.confirmed) surprises.push(`${point}: ${JSON.stringify(answer)}`);
      const rows = await shop.db
        .selectFrom('day_report')
        .select('confirmed')
        .where('till', '=', chain.till)
        .where('upto_seq', '=', day.uptoSeq)
        .execute();
      if (rows.length !== 1 || !rows[0]?.confirmed)
        surprises.push(`${point}: ${rows.length} reports of one day`);
    };
  }
}

/** After these, something is done again on a process that stays. */
const isMended = (kill: Kill): boolean =>
  kill.kind === 'hq' && (isOneOf(ENROL_POINTS, kill.point) || isOneOf(DAY_CLOSE_POINTS, kill.point));

export async function enrolTills(shop: ShopProcesses, url: string, count: number): Promise<SendingTill[]> {
  const tills: SendingTill[] = [];
  for (let n = 1; n <= count; n += 1) {
    const device = newDevice(await shop.enrolmentCode(`Casa ${n}`), `127.0.0.${n + 1}`);
    const enrolment = await enrolDevice(url, device);
    assert(enrolment.kind === 'enrolled', `till ${n} enrols`);
    tills.push(enrolment.till);
  }
  return tills;
}

/** Waits until the tills have been given so many answers more. */
function answers(tills: readonly SendingTill[], more: number): Promise<void> {
  const enough = countOf(tills, 'answers') + more;
  return until('HQ answers the tills', () => countOf(tills, 'answers') >= enough);
}

const isOneOf = <T extends Point>(points: readonly T[], point: Point): point is T =>
  (points as readonly Point[]).includes(point);
