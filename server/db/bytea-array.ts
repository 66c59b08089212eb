/** A bytea[] in PostgreSQL's binary array format, as text-array.ts has it for text: sealed bytes travel as they are. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

const BYTEA_OID = 17;

export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  const contents = values.reduce((sum, value) => sum + LENGTH_BYTES + (value?.length ?? 0), 0);
  const array = Buffer.allocUnsafe(HEADER_BYTES + contents);
  let at = 0;
  const int32 = (value: number): void => {
    at = array.writeInt32BE(value, at);
  };
  int32(1); // dimensions
  int32(values.includes(null) ? 1 : 0);
  int32(BYTEA_OID);
  int32(values.length);
  int32(1); // first index
  for (const value of values) {
    int32(value?.length ?? NULL_LENGTH);
    if (value === null) continue;
    array.set(value, at);
    at += value.length;
  }
  return array;
}
