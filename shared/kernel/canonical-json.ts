/**
 * Canonical JSON (RFC 8785). The library writes the bytes; this module refuses first whatever JSON cannot say,
 * because it would pass silently (a Map becomes {}, undefined in an array becomes null).
 */
import canonicalize from 'canonicalize';
import { assert } from './assert.ts';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** The one text that stands for a value. Keys whose value is undefined are left out. */
export function canonicalText(value: unknown): string {
  assertJson(value, '$');
  const text = canonicalize(value);
  assert(text !== undefined, 'a canonical value exists');
  return text;
}

function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), `${path}: only safe integers are signed`);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => {
      assertJson(item, `${path}[${index}]`);
    });
  } else {
    assertPlainObject(value, path);
    for (const [key, item] of Object.entries(value))
      if (item !== undefined) assertJson(item, `${path}.${key}`);
  }
}

function assertPlainObject(value: unknown, path: string): asserts value is Record<string, unknown> {
  assert(typeof value === 'object' && value !== null, `${path}: ${typeof value} is not JSON`);
  const prototype: unknown = Object.getPrototypeOf(value);
  assert(prototype === Object.prototype || prototype === null, `${path}: not a plain object`);
}
