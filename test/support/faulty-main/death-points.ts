/** Moments of a till's life at which a test cuts its power, and how the process itself sees that one of them is there. */

export const DEATH_POINTS = [
  /** HQ has given the certificate and used the code up; the till has not kept it. */
  'enrol-unkept',
  /** The identity is kept; the journal has no entry yet. */
  'enrol-kept',
  /** A sale stands in the transaction, which is not committed. */
  'before-commit',
  /** It is durable, and nobody has been told. */
  'after-commit',
  /** The receipt's turn has come; not one byte of it has left. */
  'before-print',
  /** Half of the receipt is on its way. */
  'mid-print',
  /** A sale is about to be sent. */
  'before-push',
  /** The next segment is made; the full one is about to move to its place. */
  'roll-begins',
  /** It has moved; the next one has not. */
  'roll-moved',
  /** HQ has taken it and said so; the till has not kept the answer. */
  'after-push',
] as const;
export type DeathPoint = (typeof DEATH_POINTS)[number];

/** Under this name the process is told where to die: `point` or `point:nth`. */
export const DIE_AT = 'PUNCTA_TEST_DIE_AT';

export function readDeath(text: string | undefined): { readonly point: DeathPoint; readonly nth: number } {
  const [name = '', nth = '1'] = (text ?? '').split(':');
  const point = DEATH_POINTS.find((each) => each === name);
  if (!point) throw new Error(`${DIE_AT} names one of ${DEATH_POINTS.join(', ')}, not ${name}`);
  return { point, nth: Number(nth) };
}
