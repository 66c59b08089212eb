/** How the journal is divided. Given as a parameter, so that tests need no hundred thousand entries. */
export type JournalLimits = {
  /** Entries between two checkpoints: what opening reads again, at most. */
  readonly checkpointEvery: number;
  readonly rollAtEntries: number;
  /** How long a closed segment is kept: longer than any receipt may be brought back. */
  readonly keepClosedMs: number;
};

export const JOURNAL_LIMITS: JournalLimits = {
  checkpointEvery: 2_000,
  rollAtEntries: 100_000,
  keepClosedMs: 100 * 24 * 60 * 60 * 1_000,
};

/** Moments between two durable steps. A test ends the process there; nothing else listens. */
export type JournalPoint =
  | 'append.written'
  | 'append.checkpointed'
  | 'append.durable'
  | 'roll.nextMade'
  | 'roll.liveClosed'
  | 'roll.liveMoved'
  | 'roll.nextMoved'
  | 'verify.slice'
  | 'prune.rows'
  | 'prune.file';
export type OnPoint = (point: JournalPoint) => void;
