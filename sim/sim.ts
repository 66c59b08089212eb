/** What every part of one run shares: time, chance, the protocol under test, and who writes down what happens. */
import type { Receipts } from './check/receipts.ts';
import type { RightsAudit } from './check/rights-audit.ts';
import type { HqState } from './hq/hq-state.ts';
import type { Protocol } from './protocol/protocol.ts';
import type { Swarm } from './swarm.ts';
import type { SimEntry } from './till/entry.ts';
import type { Till } from './till/till.ts';
import type { Agenda } from './world/agenda.ts';
import type { Network } from './world/network.ts';
import type { Random } from './world/random.ts';
import type { Tally } from './world/tally.ts';
import type { Trace } from './world/trace.ts';

export type Core = {
  readonly seed: number;
  readonly swarm: Swarm;
  readonly protocol: Protocol;
  readonly random: Random;
  readonly agenda: Agenda;
  readonly trace: Trace;
  readonly tally: Tally;
  /** From the moment of healing on nothing fails any more. */
  readonly healed: () => boolean;
  /** A name that no other thing of this run has. */
  readonly newId: (kind: string) => string;
  readonly excuses: Excuses;
};

/** What the ledger's audit needs of a run. */
export type Watched = Pick<Core, 'excuses' | 'tally'>;

/** What has happened in this run that no protocol could make good. */
export type Excuses = {
  /** A disk was set back: two histories, and entries that only it held. */
  rolledBack: boolean;
  /** A disk is gone. */
  destroyed: boolean;
  /** A thief signs with a till's key. */
  forged: boolean;
  /** A person wrote a till off. */
  writtenOff: boolean;
};

export type Sim = Core & {
  readonly network: Network;
  readonly hq: HqState;
  readonly tills: readonly Till[];
  readonly receipts: Receipts;
  readonly rights: RightsAudit;
  /** `unprinted`: an entry that is durable, and whose customer has no receipt yet. */
  readonly cutPower: (till: Till, unprinted: SimEntry | null) => void;
};
