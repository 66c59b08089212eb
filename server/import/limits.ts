/** Largest sizes that an import takes; past them a file is refused with words, never read half. */
export const MAX_ROWS = 5_000_000;
export const MAX_COLUMNS = 500;
export const MAX_RECORD_CHARS = 64 * 1024;
export const MAX_CELL_CHARS = 4_000;
/** Rows above the header that a spreadsheet may carry: a title, a date, an empty line. */
export const MAX_ROWS_ABOVE_HEADER = 20;
/** Rows that are checked, compared and staged together. */
export const BATCH_ROWS = 1_000;
/** Openings that one statement posts. */
export const POST_ROWS = 2_000;
export const MAX_FILE_BYTES = 8 * 1024 ** 3;
export const SCREEN_REFUSALS = 20;
export const REPORTED_VALUE_CHARS = 60;
export const MAX_NEW_CATEGORIES_SHOWN = 20;

export const MAX_ZIP_ENTRIES = 10_000;
export const MAX_SHEET_BYTES = 2 * 1024 ** 3;
/** Workbook, styles, relations: read whole. */
export const MAX_SMALL_PART_BYTES = 16 * 1024 ** 2;
export const MAX_SHARED_STRING_BYTES = 192 * 1024 ** 2;
/** Deflate reaches about 1,000 to 1; real sheets stay below 100 to 1. */
export const MAX_INFLATION = 400;
export const MAX_XML_DEPTH = 64;
/** Between two XML events: a text or a tag that does not end. */
export const MAX_XML_NODE_CHARS = 1024 ** 2;
export const MAX_GROUPS = 50_000;
export const MAX_CODES_PER_PRODUCT = 50;
