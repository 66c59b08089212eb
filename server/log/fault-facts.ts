/**
 * What a log may say of a fault. A database's message quotes values, and a refused request carries its bytes: both may be
 * personal data. The kind of fault, its code and the place in our code are enough to find it.
 */
export type FaultFacts = {
  readonly type: string;
  /** A code, or the kind once more: never the fault's own text. */
  readonly message: string;
  /** A constraint or table of the schema, where the database names one. */
  readonly about?: string;
  readonly stack: string;
};

const FRAMES = 8;

export function faultFacts(fault: unknown): FaultFacts {
  if (!(fault instanceof Error)) return { type: typeof fault, message: 'not an error', stack: '' };
  const { code, constraint, table } = fault as { code?: unknown; constraint?: unknown; table?: unknown };
  const frames = fault.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  const about = word(constraint) ?? word(table);
  return {
    type: fault.name,
    message: word(code) ?? fault.name,
    ...(about !== null && { about }),
    stack: frames.slice(0, FRAMES).join('\n'),
  };
}

const word = (value: unknown): string | null =>
  typeof value === 'string' && /^\w{1,80}$/.test(value) ? value : null;
