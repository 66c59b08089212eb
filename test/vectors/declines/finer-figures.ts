/** Figures that are no whole hundredths: prices and sums finer than a cent, points finer than what a balance keeps. */

/** What says how something is counted, and weights: fractions there are exact with us. */
const RATES = new Set([
  'rules',
  'tax',
  'programme',
  'qty',
  'share',
  'factor',
  'tolerance',
  'source',
  'note',
  'title',
]);

const FINER_SUM = /^-?\d+\.\d\d\d+$/;

export function hasFinerFigures(content: unknown): boolean {
  if (typeof content === 'string') return FINER_SUM.test(content);
  if (typeof content === 'number') return Math.abs(content * 100 - Math.round(content * 100)) > 1e-6;
  if (typeof content !== 'object' || content === null) return false;
  return Object.entries(content).some(([key, value]) => !RATES.has(key) && hasFinerFigures(value));
}
