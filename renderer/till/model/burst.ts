/**
 * Tells a scanner from fingers by its speed, for places where the two mean different things (an amount, a PIN, a
 * dialog). Where a code is expected anyway, speed plays no part, so a slow scanner is understood too.
 */
export const MIN_BURST_CHARS = 6;
/** Scanners leave 10 to 40 ms between keys; the fastest typists about 80. */
export const MAX_BURST_GAP_MS = 50;

export type Burst = { readonly text: string; readonly lastAtMs: number };
export const noBurst: Burst = { text: '', lastAtMs: Number.NEGATIVE_INFINITY };

export const addToBurst = (burst: Burst, char: string, atMs: number): Burst => ({
  text: atMs - burst.lastAtMs <= MAX_BURST_GAP_MS ? `${burst.text}${char}`.slice(-64) : char,
  lastAtMs: atMs,
});

/** The scanned text that an Enter ends now, or null when fingers typed it. */
export const endOfBurst = (burst: Burst, atMs: number): string | null =>
  burst.text.length >= MIN_BURST_CHARS && atMs - burst.lastAtMs <= 2 * MAX_BURST_GAP_MS ? burst.text : null;
