/** i18next over the bundled resources: no loading, no detection, no escaping (React and ESC/POS do their own). */
import { createInstance, type i18n } from 'i18next';
import type { Failure } from '../kernel/failure.ts';
import { LANGUAGES, type Language } from '../kernel/language.ts';
import { NAMESPACES, resources } from './resources.ts';

export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    supportedLngs: LANGUAGES,
    ns: NAMESPACES,
    defaultNS: 'ui',
    resources,
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}

const instances = new Map<Language, i18n>();

/** The shared instance of a language, for outputs that are not drawn by React. */
export function i18nFor(language: Language): i18n {
  const known = instances.get(language);
  if (known) return known;
  const made = createI18n(language);
  instances.set(language, made);
  return made;
}

export const failureText = ({ code, params }: Failure, language: Language): string =>
  i18nFor(language).t(`failures:${code}`, { ...params });
