import { MAX_SEGMENTS } from '../../../shared/kernel/limits.ts';
import { refused, taken, type Verdict } from './verdict.ts';

const MAX_SEGMENT_CHARS = 40;

/** Names between commas or semicolons. */
export function readSegments(text: string): Verdict<readonly string[]> {
  const names = [...new Set(text.split(/[,;]/).map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length > MAX_SEGMENTS) return refused(`names more than ${MAX_SEGMENTS} segments`);
  return names.every((name) => name.length <= MAX_SEGMENT_CHARS)
    ? taken(names)
    : refused(`has a segment of more than ${MAX_SEGMENT_CHARS} characters`);
}
