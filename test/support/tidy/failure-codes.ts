/** The catalogue and the code must agree: a code that nothing gives misleads, one that no test produces is unproved. */
import type { Source } from './source.ts';

const CATALOGUE = 'shared/kernel/failure.ts';
const ENTRY = /^ {2}'([A-Z]+-[A-Z]+)':/gm;

export function failureCodeFaults(sources: readonly Source[]): readonly string[] {
  const catalogue = sources.find(({ path }) => path === CATALOGUE)?.text ?? '';
  const named = (code: string, where: (path: string) => boolean): boolean =>
    sources.some(({ path, text }) => where(path) && text.includes(`${code}`));
  return [...catalogue.matchAll(ENTRY)].flatMap(([, code = '']) => [
    ...(named(code, isShell) ? [] : [`nothing gives ${code}`]),
    ...(named(code, isTest) ? [] : [`no test produces ${code}`]),
  ]);
}

const isTest = (path: string): boolean => path.startsWith('test/') && path !== 'test/tidy.test.ts';
const isShell = (path: string): boolean =>
  path !== CATALOGUE && !path.startsWith('test/') && !path.startsWith('shared/i18n/');
