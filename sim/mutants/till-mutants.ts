/** Bugs planted in the till: its fold of rights, its choice of leases, its intents, its commit. */

import type { EpochMs } from '../../shared/kernel/units.ts';
import type { IntentStep, intentTransitions } from '../../shared/lease/intent-transitions.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { type Mutant, mutant } from './mutant.ts';

type Table = typeof intentTransitions;

const shell =
  (change: Partial<Protocol['shell']>) =>
  (shipped: Protocol): Protocol => ({
    ...shipped,
    shell: { ...shipped.shell, ...change },
  });

/** The table without any ABANDON. */
function withoutAbandon(table: Table): Table {
  const mute = (step: IntentStep): IntentStep =>
    step.append === 'ABANDON' ? { ...step, append: null } : step;
  const rows = Object.entries(table).map(([state, row]) => [
    state,
    Object.fromEntries(Object.entries(row).map(([event, step]) => [event, mute(step)])),
  ]);
  return Object.fromEntries(rows) as Table;
}

export const TILL_MUTANTS: readonly Mutant[] = [
  mutant('till ignores the end of a lease', (shipped) => ({
    ...shipped,
    chooseLeases: (rights, grants, at) => shipped.chooseLeases(rights, grants, { ...at, atMs: 0 as EpochMs }),
  })),
  mutant('a grant is accepted twice', (shipped) => ({
    ...shipped,
    foldRights: (rights, head, body) => {
      const { leases, intents } = shipped.foldRights(rights, head, body);
      return { leases, intents };
    },
  })),
  mutant('till spends what it gave back', (shipped) => ({
    ...shipped,
    foldRights: (rights, head, body) =>
      body?.kind === 'RELEASE' ? rights : shipped.foldRights(rights, head, body),
  })),
  mutant('a grant outlives its intent', (shipped) => ({
    ...shipped,
    shell: { ...shipped.shell, keepsLateGrants: true },
    chooseLeases: (rights, grants, at) =>
      shipped.chooseLeases(
        rights,
        grants.map((grant) => ({ ...grant, intent: null })),
        at,
      ),
  })),
  mutant('no ABANDON', (shipped) => ({
    ...shipped,
    intentTransitions: withoutAbandon(shipped.intentTransitions),
    intentsToAbandon: () => [],
  })),
  mutant('no intent recovery after a crash', (shipped) => ({ ...shipped, intentsToAbandon: () => [] })),
  mutant('receipt before the flush', shell({ printsAfterFlush: false })),
  mutant('chain time follows the wall clock', (shipped) => ({
    ...shipped,
    chainTimeMs: ({ wallMs }) => wallMs,
  })),
];

export const HQ_SHELL_MUTANTS: readonly Mutant[] = [
  mutant('grant before commit', shell({ answersAfterCommit: false })),
  mutant('no TICK', shell({ asksForTicks: false })),
];
