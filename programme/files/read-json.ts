import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { shapeProblems } from '../../shared/loyalty/check/shape-problems.ts';
import { problemText } from '../../shared/terms/problem-text.ts';
import { InputError } from '../input-error.ts';

export const MAX_FILE_BYTES = 16 * 1024 * 1024;

export function readText(path: string): string {
  try {
    if (statSync(path).size > MAX_FILE_BYTES)
      throw new InputError('file-too-large', `${path} is larger than ${MAX_FILE_BYTES} bytes.`);
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if (fault instanceof InputError) throw fault;
    throw new InputError('file-unreadable', `${path} cannot be read: ${(fault as Error).message}`);
  }
}

export function readJson(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (fault) {
    if (fault instanceof InputError) throw fault;
    throw new InputError('not-json', `${path} is not JSON: ${(fault as Error).message}`);
  }
}

/** A document of a known shape, or every place where it has another one. */
export function readShaped<T>(path: string, schema: z.ZodType<T>): T {
  const document = readJson(path);
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  const problems = shapeProblems(parsed.error.issues, { document, schema });
  const lines = problems.map((each) => `  ${problemText(each, 'en')}`);
  throw new InputError('wrong-shape', `${basename(path)} is not what is expected:\n${lines.join('\n')}`);
}
