/** What zod found, in the programme's own codes and paths. Messages of the library reach nobody. */
import { z } from 'zod';
import { nearestName } from './nearest-name.ts';
import { type Path, type Problem, type ProblemCode, problem } from './problem.ts';

type Issue = z.core.$ZodIssue;

type Judged = { readonly document: unknown; readonly schema: z.ZodType };

export const shapeProblems = (issues: readonly Issue[], judged: Judged): readonly Problem[] =>
  issues.flatMap((issue) => problemsOf(issue, issue.path, judged));

function problemsOf(issue: Issue, path: Path, judged: Judged): readonly Problem[] {
  const { document, schema } = judged;
  const value = valueAt(document, path);
  if (value === undefined) return [problem('missing', path)];
  switch (issue.code) {
    case 'invalid_type':
      return [problem('wrong-type', path, { expected: issue.expected })];
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        problem('unknown-field', [...path, key], { name: key }, nearestName(key, fieldNames(schema))),
      );
    case 'too_small':
      return [sizeProblem(issue.origin, ['too-small', 'too-few'], path, Number(issue.minimum))];
    case 'too_big':
      return [sizeProblem(issue.origin, ['too-large', 'too-many'], path, Number(issue.maximum))];
    case 'invalid_value':
      return [choiceProblem(path, issue.values, value)];
    case 'invalid_union':
      return unionProblems(issue, path, judged);
    case 'custom':
      return [customProblem(issue.params ?? {}, path)];
    default:
      return [problem('wrong-form', path)];
  }
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

const sizeProblem = (
  origin: string,
  [figure, list]: readonly [ProblemCode, ProblemCode],
  path: Path,
  limit: number,
): Problem => problem(origin === 'array' || origin === 'string' ? list : figure, path, { limit });

function choiceProblem(path: Path, choices: readonly unknown[], value: unknown): Problem {
  const names = choices.map(String);
  const suggestion = typeof value === 'string' ? nearestName(value, names) : null;
  return problem('wrong-choice', path, { choices: names.join(', ') }, suggestion);
}

/** A wrong `kind`, or one of several literals, or the branch that came closest. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  judged: Judged,
): readonly Problem[] {
  const { document } = judged;
  if ('options' in issue && Array.isArray(issue.options))
    return [choiceProblem(path, issue.options, valueAt(document, path))];
  const literals = issue.errors.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values : []));
  if (literals.length > 0) return [choiceProblem(path, literals, valueAt(document, path))];
  const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
  return nearest.flatMap((each) => problemsOf(each, [...path, ...each.path], judged));
}

const CUSTOM: Readonly<Record<string, ProblemCode>> = {
  asset: 'not-an-asset',
  firstTier: 'first-tier',
  notAscending: 'not-ascending',
  twice: 'id-twice',
  tooMany: 'too-many',
  tooLarge: 'too-large',
  decimal: 'wrong-figure',
};

function customProblem(params: Readonly<Record<string, unknown>>, path: Path): Problem {
  const code = CUSTOM[String(params['problem'])] ?? 'wrong-form';
  const { name, max } = params;
  return problem(code, path, {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof max === 'number' ? { limit: max } : {}),
  });
}

const names = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** Every field that such a document may have anywhere: what a mistyped one is compared with. */
function fieldNames(schema: z.ZodType): ReadonlySet<string> {
  const known = names.get(schema);
  if (known) return known;
  const found = new Set(propertiesOf(z.toJSONSchema(schema, { io: 'input' })));
  names.set(schema, found);
  return found;
}

function propertiesOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? [...Object.keys(value), ...propertiesOf(value)]
      : propertiesOf(value),
  );
}
