import { i18nFor } from '../i18n/translate.ts';
import type { Language } from '../kernel/language.ts';
import type { Problem } from '../loyalty/check/problem.ts';

/** "rules[3].on.include.categories[0]: the shop has no category “diary”. Did you mean “dairy”?" */
export function problemText({ code, path, params, suggestion }: Problem, language: Language): string {
  const { t } = i18nFor(language);
  const plain = t(`problems:${code}`, { ...params });
  const text = suggestion === null ? plain : t('problems:didYouMean', { text: plain, name: suggestion });
  return path === '' ? text : t('problems:at', { path, text });
}
