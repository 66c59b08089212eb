import type { StatusKey } from './en.ts';

const UNREADABLE = new Set([
  'unreadable',
  'other-chain',
  'signature',
  'head-unreadable',
  'body-hash',
  'body-unreadable',
]);

/** Why an entry waits, in words; its code stands beside them. */
export function reasonKey(reason: string): StatusKey {
  if (UNREADABLE.has(reason)) return 'reason.unreadable';
  if (reason.startsWith('sale-')) return 'reason.sale';
  if (reason === 'member-unknown') return 'reason.member';
  return reason === 'till-revoked' ? 'reason.revoked' : 'reason.other';
}
