/** Numbered rules of docs/spec and their citations in tests must agree both ways. */
import type { Source } from './source.ts';

const DEFINED = /\*\*([A-Z]{3,4}-\d+)\*\*/g;
const CITED = /\b([A-Z]{3,4}-\d+)\b/g;

export function ruleFaults(specs: readonly Source[], tests: readonly Source[]): readonly string[] {
  const defined = new Map(
    specs.flatMap(({ path, text }) => [...text.matchAll(DEFINED)].map((m) => [m[1] ?? '', path])),
  );
  const prefixes = new Set([...defined.keys()].map(prefixOf));
  const cited = new Set<string>();
  const faults: string[] = [];
  for (const { path, text } of tests) {
    for (const [, rule = ''] of text.matchAll(CITED)) {
      cited.add(rule);
      if (prefixes.has(prefixOf(rule)) && !defined.has(rule))
        faults.push(`${path} cites ${rule}, which no spec defines`);
    }
  }
  for (const [rule, path] of defined)
    if (!cited.has(rule)) faults.push(`${rule} of ${path} is cited by no test`);
  return faults;
}

const prefixOf = (rule: string): string => rule.slice(0, rule.indexOf('-'));
