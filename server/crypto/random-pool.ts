/** Random bytes of the operating system for many small keys and nonces: one call gives thousands of them. */
import { randomBytes } from 'node:crypto';

const POOL_BYTES = 64 * 1024;

let pool = Buffer.alloc(0);

/** Bytes that nobody else gets: each part of the pool is copied out once and wiped. */
export function pooledRandomBytes(count: number): Buffer {
  if (count > pool.length) pool = randomBytes(Math.max(POOL_BYTES, count));
  const taken = Buffer.from(pool.subarray(0, count));
  pool.fill(0, 0, count);
  pool = pool.subarray(count);
  return taken;
}
