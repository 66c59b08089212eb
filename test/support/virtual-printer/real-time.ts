/** A real-time request found in the stream, wherever it stands. */
export type RealTimeRequest =
  | { readonly kind: 'status'; readonly n: number }
  | { readonly kind: 'recover'; readonly n: number };

/**
 * Looks for `DLE EOT n` and `DLE ENQ n` in bytes as they arrive, across packets. Like a real printer it does not know
 * what the bytes belong to: the same sequence inside an image is answered too.
 */
export function realTimeScanner(): (bytes: Uint8Array) => readonly RealTimeRequest[] {
  let before = 0;
  let last = 0;
  return (bytes) => {
    const found: RealTimeRequest[] = [];
    for (const byte of bytes) {
      if (before === 0x10 && last === 0x04 && byte >= 1 && byte <= 4) found.push({ kind: 'status', n: byte });
      if (before === 0x10 && last === 0x05 && (byte === 1 || byte === 2))
        found.push({ kind: 'recover', n: byte });
      before = last;
      last = byte;
    }
    return found;
  };
}
