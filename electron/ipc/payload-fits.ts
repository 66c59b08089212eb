/**
 * IPC-1: measures what a window sent before any schema looks at it, and stops counting at the limit. Only what JSON can
 * say gets through: structured clone would also carry Maps, typed arrays, cycles and BigInts.
 */
export const MAX_PAYLOAD_WEIGHT = 4_000_000;
const MAX_DEPTH = 20;
/** What a value weighs besides its characters. */
const VALUE_WEIGHT = 8;

export function payloadFits(payload: unknown, maxWeight = MAX_PAYLOAD_WEIGHT): boolean {
  let left = maxWeight;

  function fits(value: unknown, depth: number): boolean {
    left -= VALUE_WEIGHT;
    if (left < 0 || depth > MAX_DEPTH) return false;
    if (typeof value === 'string') {
      left -= value.length;
      return left >= 0;
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return true;
    if (Array.isArray(value)) return value.length <= left && value.every((item) => fits(item, depth + 1));
    return isPlain(value) && memberFits(value, depth + 1);
  }

  function memberFits(value: object, depth: number): boolean {
    for (const [key, item] of Object.entries(value)) {
      left -= key.length;
      if (!fits(item, depth)) return false;
    }
    return true;
  }

  return fits(payload, 0);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
