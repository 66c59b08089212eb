/**
 * A fast hash in place of SHA-256: 64 bits of two mixed streams. The simulation asks whether the protocol is right, and
 * nobody in it looks for collisions.
 */
export function fastHash(text: string): string {
  let a = 0x6a09e667;
  let b = 0xbb67ae85 | 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x85ebca6b);
    b = Math.imul(b ^ unit, 0xc2b2ae35);
  }
  a = Math.imul(a ^ (a >>> 16), 0x7feb352d) ^ Math.imul(b ^ (b >>> 13), 0x846ca68b);
  b = Math.imul(b ^ (b >>> 16), 0x9e3779b1) ^ Math.imul(a ^ (a >>> 13), 0x85ebca77);
  return hex(a) + hex(b);
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
