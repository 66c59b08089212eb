/** Tills of one store that sell and send all the time, to whatever HQ process stands at their end of the line. */
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { MemberRow } from '../../../shared/loyalty/seen/member.ts';
import { generator } from '../../e2e/demo/day-plan.ts';
import { goodsOf } from './demo-shop.ts';
import { type SendingTill, TILL_GIVES_UP_MS } from './sending-till.ts';
import { within } from './within.ts';

/** Where a till sends its next push; a test may turn it at any time. */
export type Line = (till: number) => string;

export type FleetOptions = {
  readonly tills: readonly SendingTill[];
  readonly members: readonly MemberRow[];
  readonly seed: number;
  readonly line: Line;
  /** Where the same push goes at the same time, as if it had been repeated on the way. */
  readonly echo?: Line;
  /** How often (0 to 1) a till gives up on an answer within a moment, as on a bad line. */
  readonly impatience?: number;
  /** How long a till waits for an answer otherwise. */
  readonly giveUpMs?: number;
  /** A rest of a till after each of its pushes. */
  readonly restMs?: number;
};

export type Fleet = {
  /** Tills stop selling and send what they have; those that are not through in time are counted as stuck. */
  readonly finish: (limitMs: number) => Promise<{ readonly stuck: number }>;
};

const MOST_UNSENT = 60;
const RETRY_MS = 25;
const ECHOED = 0.15;
const LATEST_GIVE_UP_MS = 40;

export function startFleet({
  tills,
  members,
  seed,
  line,
  echo,
  impatience = 0,
  giveUpMs = TILL_GIVES_UP_MS,
  restMs = 0,
}: FleetOptions): Fleet {
  let selling = true;
  let sending = true;
  onTestFinished(() => {
    sending = false;
  });
  const loops = tills.map(async (till, place) => {
    const random = generator(seed + place);
    while (sending && (selling || till.unsent > 0)) {
      if (selling && till.unsent < MOST_UNSENT) sell(till, { random, members });
      const back = random() < 0.3 ? Math.floor(random() * 10) : 0;
      const waitMs = random() < impatience ? 1 + random() * LATEST_GIVE_UP_MS : giveUpMs;
      const choice = { back, giveUpMs: Math.ceil(waitMs) };
      const isEchoed = echo && random() < ECHOED;
      const [{ kind }] = await Promise.all([
        till.push(line(place), choice),
        ...(isEchoed ? [till.push(echo(place), choice)] : []),
      ]);
      await delay(kind === 'ack' ? restMs : RETRY_MS);
    }
  });
  return {
    finish: async (limitMs) => {
      selling = false;
      await within(limitMs, 'tills send what they have', Promise.all(loops)).catch(() => undefined);
      sending = false;
      await within(TILL_GIVES_UP_MS + limitMs, 'tills stop', Promise.all(loops));
      return { stuck: tills.filter(({ unsent }) => unsent > 0).length };
    },
  };
}

type Selling = { readonly random: () => number; readonly members: readonly MemberRow[] };

/** One to five sales, two thirds of them to a member. */
function sell({ chain }: SendingTill, { random, members }: Selling): void {
  const sales = 1 + Math.floor(random() * 5);
  for (let sale = 0; sale < sales; sale += 1) {
    const member = random() < 0.7 ? (members[Math.floor(random() * members.length)] ?? null) : null;
    const products = goodsOf(random() < 0.5 ? 'dairy' : 'sweets', 1 + Math.floor(random() * 4));
    chain.sale({ products, member });
  }
}
