/**
 * LOD-5: tills that load leave HQ to those that sell. A process works on so many pages at a time and no more; the others
 * wait in their order, and one that has waited for as long as a till listens is not worked on at all. No page is begun
 * while sales are being posted, but none waits for ever: a busy HQ still fills a new till.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../shared/kernel/result.ts';
import type { RefusalCode } from '../../shared/protocol/routes.ts';

export const PAGES_AT_ONCE = 2;
export const MAX_WAITING_PAGES = 64;
/** A till gives up after 15 seconds and asks again; the page itself takes some of them. */
export const LONGEST_WAIT_MS = 8_000;
/** How long a page lets sales go first. */
export const COURTESY_MS = 500;

export type PullTurns = {
  readonly inTurn: <T>(work: () => Promise<Result<T, RefusalCode>>) => Promise<Result<T, RefusalCode>>;
  /** Work that goes before pages. It never waits here. */
  readonly first: <T>(work: () => Promise<T>) => Promise<T>;
};

type Waiting = { readonly start: () => void; readonly untilMs: number; readonly giveUp: () => void };

export function pullTurns(nowMs: () => number = () => performance.now()): PullTurns {
  const waiting: Waiting[] = [];
  const courteous: (() => void)[] = [];
  let working = 0;
  let inHand = 0;

  function startNext(): void {
    working -= 1;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (nowMs() <= next.untilMs) return next.start();
      next.giveUp();
    }
  }

  /** False when there was no turn. */
  function turn(): Promise<boolean> {
    return new Promise((resolve) => {
      const start = (): void => {
        working += 1;
        resolve(true);
      };
      if (working < PAGES_AT_ONCE) start();
      else if (waiting.length >= MAX_WAITING_PAGES) resolve(false);
      else waiting.push({ start, untilMs: nowMs() + LONGEST_WAIT_MS, giveUp: () => resolve(false) });
    });
  }

  async function afterSales(): Promise<void> {
    if (inHand === 0) return;
    const calm = new Promise<void>((resolve) => courteous.push(resolve));
    await Promise.race([calm, delay(COURTESY_MS, undefined, { ref: false })]);
  }

  return {
    inTurn: async (work) => {
      if (!(await turn())) return { ok: false, failure: 'TOO_MANY' };
      try {
        await afterSales();
        return await work();
      } finally {
        startNext();
      }
    },
    first: async (work) => {
      inHand += 1;
      try {
        return await work();
      } finally {
        inHand -= 1;
        if (inHand === 0) for (const go of courteous.splice(0)) go();
      }
    },
  };
}
