/** What HQ tells to whoever watches it: its log and its metrics. Numbers, ids and codes; nothing about people. */
import type { TillId } from '../../shared/kernel/ids.ts';

/** A push that was committed, by numbers of entries. */
export type PushedEvent = {
  readonly kind: 'pushed';
  readonly till: TillId;
  readonly epoch: number;
  /** In the request. */
  readonly entries: number;
  /** Continued the chain. */
  readonly accepted: number;
  /** Held already. */
  readonly duplicates: number;
  /** Kept as evidence beside the chain, for the first time. */
  readonly evidence: number;
  /** Outcomes of what was accepted or kept as evidence. */
  readonly posted: number;
  readonly suspense: number;
  readonly repeated: number;
  /** Not even a place in the chain or no valid signature. */
  readonly refused: number;
  /** True when this push is the one that found the fork. */
  readonly forked: boolean;
};

export type EnrolledEvent = {
  readonly kind: 'enrolled';
  readonly till: TillId;
  readonly epoch: number;
  /** By the till itself under its present key, not by a person with a code. */
  readonly renewed: boolean;
};

export type HqEvent = PushedEvent | EnrolledEvent;

/** Called after the commit. It must not throw. */
export type Tell = (event: HqEvent) => void;
