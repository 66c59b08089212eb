import { describe, expect, test } from 'vitest';
import { NAMESPACES, type Namespace, resources } from '../../../shared/i18n/resources.ts';
import { PLURAL_FORMS } from '../../../shared/i18n/same-texts.ts';
import { LANGUAGES, type Language } from '../../../shared/kernel/language.ts';

const SUFFIX = new RegExp(`_(${PLURAL_FORMS.join('|')})$`);
const cases = NAMESPACES.flatMap((namespace) => LANGUAGES.map((language) => ({ namespace, language })));

const textsOf = (language: Language, namespace: Namespace): Readonly<Record<string, string>> =>
  resources[language][namespace];

const baseKey = (key: string): string => key.replace(SUFFIX, '');
const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();

const placeholders = (texts: Readonly<Record<string, string>>, base: string): readonly string[] =>
  sorted(
    Object.entries(texts)
      .filter(([key]) => baseKey(key) === base)
      .flatMap(([, text]) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '')),
  );

describe.each(cases)('$namespace in $language', ({ namespace, language }) => {
  const english = textsOf('en', namespace);
  const own = textsOf(language, namespace);
  const bases = sorted(Object.keys(english).map(baseKey));

  test('says everything that English says, and nothing else', () => {
    expect(sorted(Object.keys(own).map(baseKey))).toEqual(bases);
  });

  test('names the same figures in each text', () => {
    for (const base of bases) expect(placeholders(own, base), base).toEqual(placeholders(english, base));
  });

  test('has every plural form that its grammar counts in', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = bases.filter((base) => `${base}_other` in english);
    for (const base of counted)
      for (const form of forms) expect(Object.keys(own), base).toContain(`${base}_${form}`);
  });

  test('leaves no text empty', () => {
    for (const [key, text] of Object.entries(own)) expect(text.trim(), key).not.toBe('');
  });
});

test.each(cases.filter(({ namespace }) => namespace !== 'receipt'))(
  '$namespace in $language shouts at no cashier',
  ({ namespace, language }) => {
    for (const [key, text] of Object.entries(textsOf(language, namespace)))
      expect(text, key).not.toMatch(/!/);
  },
);
