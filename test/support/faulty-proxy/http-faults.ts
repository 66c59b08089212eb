/** What may happen to one HTTP exchange on its way between a till and HQ. */
export const HTTP_FAULTS = [
  'none',
  /** The request never arrives. */
  'requestLost',
  /** HQ does its work, and nobody hears of it. */
  'answerLost',
  /** Both arrive, late. */
  'late',
  /** HQ gets the same request twice, and the till the second answer. */
  'requestTwice',
  /** Given up by the till, and delivered after the request that follows it. */
  'overtaken',
  /** Half of the request arrives, as if it were all. */
  'requestCut',
  /** Half of the answer arrives, as if it were all. */
  'answerCut',
  /** The line breaks in the middle of the answer. */
  'answerBroken',
  /** One bit of the request is another. */
  'requestFlipped',
  /** One bit of the answer is another. */
  'answerFlipped',
] as const;
export type HttpFault = (typeof HTTP_FAULTS)[number];

export const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

export function withOneBitFlipped(bytes: Buffer, random: () => number): Buffer {
  const flipped = Buffer.from(bytes);
  const at = Math.floor(random() * flipped.length);
  if (flipped.length > 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return flipped;
}
