/** Judges a programme document: first its shape, and when that holds, whether it makes sense. */
import type { Programme } from '../programme/programme.ts';
import { zProgramme } from '../programme/programme-schema.ts';
import { checkAssets } from './check-assets.ts';
import { checkDates } from './check-dates.ts';
import { checkReach } from './check-reach.ts';
import { checkReferences } from './check-references.ts';
import { checkScales } from './check-scales.ts';
import { checkTexts } from './check-texts.ts';
import type { KnownGoods } from './known-goods.ts';
import { type Problem, severityOf } from './problem.ts';
import { shapeProblems } from './shape-problems.ts';

export type Checked = {
  /** Null when the shape does not hold. */
  readonly programme: Programme | null;
  /** Errors first. */
  readonly problems: readonly Problem[];
};

export const MAX_PROBLEMS = 200;

/** `known`: what the shop sells; without it, names of goods are taken as they are. */
export function checkProgramme(document: unknown, known: KnownGoods | null): Checked {
  const parsed = zProgramme.safeParse(document);
  if (!parsed.success)
    return {
      programme: null,
      problems: shapeProblems(parsed.error.issues, { document, schema: zProgramme }).slice(0, MAX_PROBLEMS),
    };
  return { programme: parsed.data, problems: senseProblems(parsed.data, known).slice(0, MAX_PROBLEMS) };
}

function senseProblems(programme: Programme, known: KnownGoods | null): readonly Problem[] {
  const problems = [
    ...checkReferences(programme, known),
    ...checkScales(programme),
    ...checkDates(programme),
    ...checkReach(programme, known),
    ...checkAssets(programme),
    ...checkTexts(programme),
  ];
  return [...problems.filter(isError), ...problems.filter((each) => !isError(each))];
}

const isError = (each: Problem): boolean => severityOf(each) === 'error';
