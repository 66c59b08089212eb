/** Largest sizes that any part accepts; each boundary schema uses these names. */
export const MAX_LINES = 500;
export const MAX_QUANTITY_MILLI = 9_999_000;
export const MAX_UNIT_PRICE_MINOR = 100_000_000;
export const MAX_TENDER_MINOR = 10_000_000_000;
export const MAX_TENDERS = 10;
export const MAX_NAME_CHARS = 200;
export const MAX_ID_CHARS = 64;
export const MAX_PUSH_ENTRIES = 1000;
export const MAX_PUSH_BYTES = 8 * 1024 * 1024;
export const MAX_PULL_DOCUMENTS = 1000;
export const MAX_BODY_CHARS = 512 * 1024;
export const MAX_EFFECTS = 50;
export const MAX_TAGS = 50;
export const MAX_TAXES = 20;
export const MAX_ASSETS = 50;
export const MAX_EXPIRING = 20;
/** Months of activity that a member's row carries. */
export const MAX_MONTHS = 24;
export const MAX_SEGMENTS = 50;
export const MAX_QUESTS = 50;
export const MAX_CLAIMS = 50;
/** How often one rule or reward may be taken on one receipt. */
export const MAX_TIMES = 10_000;
/** How often a discount may be taken by claim: each time is computed on what the former left. */
export const MAX_DISCOUNT_TIMES = 100;
export const MAX_VALID_DAYS = 3660;
/** The most that one receipt earns of one asset, and that a partner owes for one rule: far beyond trade, far below 2^53. */
export const MAX_EARNED = 1_000_000_000_000;
/** Grants that one sale may bring with it: first uses of leases. */
export const MAX_SALE_GRANTS = 50;
export const MAX_SYNC_GRANTS = 200;
export const MAX_RECALLS = 200;
/** Members of whom one till holds rights. */
export const MAX_LEASED_MEMBERS = 5000;
/** Open leases of one chain, beyond which it gets none unasked: a till keeps the grants of a third more. */
export const MAX_LEASES_PER_CHAIN = 15_000;
export const MAX_LEASES_PER_OWNER = 3;
/** Slices of lots that one lease carries; what lies in more lots is leased in several. */
export const MAX_LEASE_LOTS = 50;
export const MAX_OPEN_INTENTS = 20;
/** Of what a checkpoint says of rights, in characters: usage and lock-outs have to fit beside it. */
export const MAX_RIGHTS_WEIGHT = 200_000;
export const MAX_GRANT_CHARS = 16_384;
