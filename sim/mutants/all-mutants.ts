import { CHAIN_MUTANTS } from './chain-mutants.ts';
import { LEDGER_MUTANTS } from './ledger-mutants.ts';
import type { Mutant } from './mutant.ts';
import { HQ_SHELL_MUTANTS, TILL_MUTANTS } from './till-mutants.ts';

export const ALL_MUTANTS: readonly Mutant[] = [
  ...LEDGER_MUTANTS,
  ...CHAIN_MUTANTS,
  ...TILL_MUTANTS,
  ...HQ_SHELL_MUTANTS,
];

/** Nothing planted: whatever is caught here is a fault of the shipped code, or of the harness. */
export const CONTROL: Mutant = {
  name: 'nothing (control)',
  plant: (shipped) => shipped,
  survives: 'the shipped code',
};

/** Of the list that a simulation of the whole protocol has, those that need what is not built yet. */
export const LATER_MUTANTS: readonly { readonly name: string; readonly why: string }[] = [
  { name: 'a mate without idempotency', why: 'stage 2: there are no mates yet' },
  {
    name: "a mate's copy closes a lease",
    why: 'stage 2; "copies and forks count as proof" plants the same in HQ',
  },
];
