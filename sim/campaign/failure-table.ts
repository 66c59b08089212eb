/**
 * Every row of protocol.md's failure table (section 15): which counts of a campaign show that its situation came up. A
 * row of a later stage names why nothing does.
 */
export type FailureRow = {
  readonly event: string;
  /** All of them have to be above 0. */
  readonly shownBy: readonly string[];
  /** Of stages 2 and 3, and of bugs that only a mutant has. */
  readonly notModelled?: string;
};

export const FAILURE_TABLE: readonly FailureRow[] = [
  { event: 'WAN down, holder has rights', shownBy: ['spend while the line was cut'] },
  { event: 'WAN down, holder till off/unreachable', shownBy: ['declined while the line was cut'] },
  { event: 'Reply of mate lost', shownBy: [], notModelled: 'stage 2: mates over the LAN' },
  {
    event: 'Crash before fsync',
    shownBy: ['crash between write and flush', 'torn tail', 'tail survived without a flush'],
  },
  {
    event: 'Crash after fsync, before print',
    shownBy: [
      'crash between flush and receipt',
      'receipt printed after a restart',
      'sale taken back after a restart',
    ],
  },
  {
    event: 'Duplicate/reordered pushes',
    shownBy: ['message duplicated', 'entry repeated', 'gap answered with the watermark'],
  },
  {
    event: 'Clock −5 d / +5 d',
    shownBy: ['clock jumped ahead', 'clock jumped back', 'spend declined: clock suspect', 'new epoch'],
  },
  {
    event: 'Till burned, synced',
    shownBy: ['till burned, everything sent', 'till replaced', 'lease frozen', 'lease written off'],
  },
  {
    event: 'Till burned, unsynced',
    shownBy: ['till burned with entries that only it had', 'receipt whose every copy is gone'],
  },
  {
    event: 'Till stolen, key abused',
    shownBy: ['till stolen', 'entry forged by a thief', 'till revoked', 'suspense resolved by a person'],
  },
  {
    event: 'Disk restored from image',
    shownBy: ['disk set back', 'fork detected', 'till learned of a fork', 'push of an ended epoch'],
  },
  { event: 'HQ down', shownBy: ['HQ crash', 'message to a HQ that is down'] },
  {
    event: 'HQ restored from old backup',
    shownBy: [],
    notModelled: "stage 3; HQ's epoch after a restore has its own tests (docs/spec/protocol.md, OPS-5)",
  },
  {
    event: 'HQ sends grant before commit (bug)',
    shownBy: ['HQ lost a transaction before it was durable', 'HQ fell between commit and answer'],
  },
];

/** Situations beside the table that a campaign must have met: each is a pair of a fault, or a rule, and a state. */
export const SITUATIONS: readonly string[] = [
  'crash while an intent is open',
  'grant after the end of its intent',
  'intent abandoned after a restart',
  'file of unused grants lost',
  'spend by rights held',
  'spend by a right asked for',
  'spend over several leases',
  'right given back because the customer changed their mind',
  'return elsewhere',
  'incident clawback-elsewhere',
  'incident refund-excess',
  'incident clawback-excess',
  'incident intent-twice',
  'lot ended',
  'lot became active',
  'debt arose',
  'debt repaid',
  'suspense let go',
  'log of HQ folded again',
  'run in which the house may lose nothing',
];

export type RowCoverage = {
  readonly event: string;
  readonly times: number;
  readonly missing: readonly string[];
  readonly notModelled: string | null;
};

/** `times`: how often the rarest of a row's situations came up. */
export const coverage = (counts: Readonly<Record<string, number>>): readonly RowCoverage[] =>
  FAILURE_TABLE.map(({ event, shownBy, notModelled = null }) => ({
    event,
    times: notModelled === null ? Math.min(...shownBy.map((name) => counts[name] ?? 0)) : 0,
    missing: shownBy.filter((name) => (counts[name] ?? 0) === 0),
    notModelled,
  }));

/** What this simulation does not ask. */
export const NOT_MODELLED: readonly string[] = [
  'Ed25519 and SHA-256: a fast hash stands for both, and every signature is believed',
  'RFC 8785: heads are real heads as JSON with keys in the order of writing',
  'prices, programmes and the judging of a sale (shared/loyalty, checkSale): HQ posts what an entry says',
  'the processes and SQL around the reducers (electron, server), HTTP, PostgreSQL: they are killed and compared elsewhere',
  'checkpoints and segments of the journal, and reading a damaged file',
  'several HQ processes, HQ restored from a backup (stage 3)',
  'mates over the LAN, gossip of heads, sale lookup (stage 2)',
  'guarantees by the house, I7 (stage 3, off by default)',
  'CLAIM from a printed receipt (stage 3), transfers between members (stage 3)',
  'caps on what a till may earn unreviewed, I11',
  'quantity and money of returned lines (I17 for goods)',
];
