/** What is wrong with a programme document: a code, where, and which name was probably meant. Texts: i18n/problems. */

/** An `error` keeps a programme from being published; a `warning` is told. */
export type Severity = 'error' | 'warning';

export const PROBLEMS = {
  missing: 'error',
  'wrong-type': 'error',
  'unknown-field': 'error',
  'too-small': 'error',
  'too-large': 'error',
  'too-many': 'error',
  'too-few': 'error',
  'wrong-form': 'error',
  'wrong-figure': 'error',
  'wrong-choice': 'error',
  'not-an-asset': 'error',
  'first-tier': 'error',
  'not-ascending': 'error',
  'id-twice': 'error',
  'unknown-tier': 'error',
  'unknown-coupon': 'error',
  'unknown-partner': 'error',
  'unknown-group': 'warning',
  'unknown-category': 'error',
  'unknown-tag': 'error',
  'unknown-product': 'error',
  'no-such-date': 'error',
  'dates-reversed': 'error',
  'no-hours': 'error',
  'text-empty': 'error',
  'label-missing': 'warning',
  'never-holds': 'error',
  'outside-programme': 'warning',
  'covers-nothing': 'error',
  'nothing-free': 'error',
  'anything-free': 'warning',
  'cannot-be-earned': 'error',
  'never-earned': 'error',
  'never-spent': 'warning',
  'worth-nothing': 'error',
  'gives-less': 'warning',
  'code-missing': 'error',
  'coupon-unused': 'warning',
  'coupon-never-given': 'warning',
  'quest-twice': 'error',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof PROBLEMS;

export type Problem = {
  readonly code: ProblemCode;
  /** As people write it: `rules[3].give.percentBps`; empty for the document itself. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** A known name that is close to the wrong one. */
  readonly suggestion: string | null;
};

export type Path = readonly PropertyKey[];

export const problem = (
  code: ProblemCode,
  path: Path,
  params: Problem['params'] = {},
  suggestion: string | null = null,
): Problem => ({ code, path: pathText(path), params, suggestion });

export const severityOf = ({ code }: Problem): Severity => PROBLEMS[code];

export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
