/**
 * Lines between stores and HQ. Every message may be lost, repeated, late and out of order; a line that is down at the
 * moment of arrival swallows it. After healing all arrive once, and soon.
 */
import type { Core } from '../sim.ts';

export type Network = {
  readonly setLine: (store: number, up: boolean) => void;
  readonly isUp: (store: number) => boolean;
  /** Question and answer; either may get lost. Without an answer from HQ none comes. */
  readonly call: <T>(store: number, exchange: Exchange<T>) => void;
};

export type Exchange<T> = {
  /** Runs at HQ, once for every copy that arrives. Null: HQ is down, or fell before it could answer. */
  readonly atHq: () => T | null;
  readonly onAnswer: (answer: T) => void;
};

const CALM_DELAY_MS = 40;

export function createNetwork(sim: Core): Network {
  const { random, agenda, tally, swarm } = sim;
  const lines = Array.from({ length: swarm.stores }, () => true);
  const isUp = (store: number): boolean => sim.healed() || lines[store] === true;

  function send(store: number, deliver: () => void): void {
    if (!sim.healed() && random.chance(swarm.line.loss)) return tally.count('message lost');
    const copies = !sim.healed() && random.chance(swarm.line.duplicates) ? 2 : 1;
    if (copies === 2) tally.count('message duplicated');
    for (let copy = 0; copy < copies; copy++) {
      const delayMs = 5 + random.wait(sim.healed() ? CALM_DELAY_MS : swarm.line.delayMs);
      agenda.after(delayMs, () => (isUp(store) ? deliver() : tally.count('message into a cut line')));
    }
  }

  return {
    isUp,
    setLine: (store, up) => {
      lines[store] = up;
    },
    call: (store, { atHq, onAnswer }) => {
      send(store, () => {
        const answer = atHq();
        if (answer !== null) send(store, () => onAnswer(answer));
      });
    },
  };
}
