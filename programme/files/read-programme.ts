import { basename } from 'node:path';
import { checkProgramme } from '../../shared/loyalty/check/check-programme.ts';
import { severityOf } from '../../shared/loyalty/check/problem.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { problemText } from '../../shared/terms/problem-text.ts';
import { InputError } from '../input-error.ts';
import { readJson } from './read-json.ts';

/** A programme that can be computed with; warnings do not hinder it. */
export function readProgramme(path: string): Programme {
  const { programme, problems } = checkProgramme(readJson(path), null);
  const errors = problems.filter((each) => severityOf(each) === 'error');
  if (programme && errors.length === 0) return programme;
  const lines = errors.map((each) => `  ${problemText(each, 'en')}`);
  throw new InputError('wrong-programme', `${basename(path)} cannot be used:\n${lines.join('\n')}`);
}
